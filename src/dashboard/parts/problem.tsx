import type { ApiError } from "../api.ts";
import { texts } from "../language.ts";

/** What could not be loaded, and why; to be tried again. */
export function Problem({ error, retry }: { readonly error: ApiError; readonly retry: () => void }) {
	return (
		<div class="problem" role="alert">
			<p>{error.code === "unreachable" ? texts.unreachable : error.message}</p>
			<button type="button" onClick={retry}>
				{texts.retry}
			</button>
		</div>
	);
}

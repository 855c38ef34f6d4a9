import type { ApiError } from "../api.ts";
import { texts } from "../language.ts";

/** What could not be loaded, and why; to be tried again. */
export function Problem({ error, retry }: { readonly error: ApiError; readonly retry: () => void }) {
	// That the page says itself, once for all.
	if (error.code === "unreachable") return null;
	return (
		<div class="problem" role="alert">
			<p>{error.message}</p>
			<button type="button" onClick={retry}>
				{texts.retry}
			</button>
		</div>
	);
}

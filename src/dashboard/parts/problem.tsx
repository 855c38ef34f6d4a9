import type { ApiError } from "../api.ts";
import { texts } from "../language.ts";

/** Why something could not be loaded; to be tried again. */
export function Problem(props: {
	/** What could not, where the reason alone does not say it. */
	readonly what?: string;
	readonly error: ApiError;
	readonly retry: () => void;
}) {
	const { what, error, retry } = props;
	// That the page says itself, once for all.
	if (error.code === "unreachable") return null;
	return (
		<div class="problem" role="alert">
			<p>{[what, error.message].filter((part) => part !== undefined).join(" ")}</p>
			<button type="button" onClick={retry}>
				{texts.retry}
			</button>
		</div>
	);
}

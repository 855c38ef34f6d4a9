import { texts } from "../language.ts";

/** What is left of a shared link that shows nothing any more. */
export function LinkEnded() {
	return (
		<main id="main" class="ended">
			<h1>{texts.linkEnded}</h1>
			<p>{texts.linkEndedText}</p>
		</main>
	);
}

import { giveKey } from "../api.ts";
import { texts } from "../language.ts";

/** Asks for the key, once a tab. */
export function KeyDialog({ wrong }: { readonly wrong: boolean }) {
	return (
		<main id="main" class="key">
			<form
				onSubmit={(event) => {
					event.preventDefault();
					const key = new FormData(event.currentTarget).get("key");
					if (typeof key === "string" && key !== "") giveKey(key);
				}}
			>
				<h1>{texts.keyTitle}</h1>
				<p>{texts.keyText}</p>
				{wrong && <p role="alert">{texts.keyWrong}</p>}
				<label>
					{texts.key}
					{/* biome-ignore lint/a11y/noAutofocus: it is all that this page is for. */}
					<input name="key" type="password" autoComplete="off" autoFocus required />
				</label>
				<button type="submit">{texts.open}</button>
			</form>
		</main>
	);
}

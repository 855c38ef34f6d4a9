import { useEffect, useRef, useState } from "preact/hooks";
import { tryKey } from "../api.ts";
import { texts } from "../language.ts";

/** Asks for the key, once a tab. */
export function KeyDialog({ wrong }: { readonly wrong: boolean }) {
	const field = useRef<HTMLInputElement>(null);
	const [told, setTold] = useState({ text: wrong ? texts.keyWrong : "", attempt: 0 });
	const give = async (key: string) => {
		try {
			await tryKey(key);
		} catch (error) {
			const text = error instanceof Error ? error.message : texts.failed;
			setTold(({ attempt }) => ({ text, attempt: attempt + 1 }));
		}
	};
	// At first, and after each key that was not taken: to be written anew.
	useEffect(() => {
		field.current?.focus();
		field.current?.select();
	}, [told.attempt]);
	return (
		<main id="main" class="ask">
			<form
				onSubmit={(event) => {
					event.preventDefault();
					const key = field.current?.value ?? "";
					if (key !== "") void give(key);
				}}
			>
				<span class="brand">Microticks</span>
				<h1>{texts.keyTitle}</h1>
				<p>{texts.keyText}</p>
				{told.text !== "" && (
					// Another one each time: else it is told once only.
					<p key={told.attempt} id="key-problem" class="wrong" role="alert">
						{told.text}
					</p>
				)}
				<label>
					{texts.key}
					<input
						ref={field}
						type="password"
						autoComplete="off"
						required
						aria-invalid={told.text !== ""}
						aria-describedby={told.text === "" ? undefined : "key-problem"}
					/>
				</label>
				<button type="submit">{texts.open}</button>
			</form>
		</main>
	);
}

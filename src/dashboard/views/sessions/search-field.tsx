import { useEffect, useRef, useState } from "preact/hooks";
import { go, stay } from "../../address.ts";
import { texts } from "../../language.ts";
import { chosenSearch } from "./list-order.ts";

/** Milliseconds after the last letter until it is searched for. */
const QUIET_MS = 300;

/** Characters that the server takes. */
const MOST_CHARACTERS = 200;

/** What the sessions are searched for. It is in the address once nothing more is typed. */
export function SearchField() {
	const chosen = chosenSearch();
	const [text, setText] = useState(chosen);
	const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
	// Back, or a link, has led to another search.
	useEffect(() => setText(chosen), [chosen]);
	useEffect(() => () => clearTimeout(timer.current), []);
	const search = (value: string) => {
		clearTimeout(timer.current);
		if (value === chosen) return;
		// The first letter leads away from the whole list, and back to it leads Back.
		if (chosen === "") go({ search: value });
		else stay({ search: value });
	};
	return (
		<form
			role="search"
			class="search"
			onSubmit={(event) => {
				event.preventDefault();
				search(text);
			}}
		>
			<input
				type="search"
				placeholder={texts.searchSessions}
				aria-label={texts.searchSessions}
				value={text}
				maxLength={MOST_CHARACTERS}
				onInput={({ currentTarget: { value } }) => {
					setText(value);
					clearTimeout(timer.current);
					timer.current = setTimeout(() => search(value), QUIET_MS);
				}}
			/>
		</form>
	);
}

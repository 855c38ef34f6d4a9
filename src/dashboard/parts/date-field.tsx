import { useEffect, useRef, useState } from "preact/hooks";
import { isDate } from "../range.ts";

/** Milliseconds without a key after which a date that was typed is taken as it stands. */
const PAUSE_MS = 900;

/**
 * A date. Browsers tell of each digit that is typed, as if it were a date already: it is taken once, by Enter, on leaving,
 * or after a pause; one that is picked from the calendar at once.
 */
export function DateField(props: {
	readonly label: string;
	readonly value: string;
	readonly onChoose: (date: string) => void;
}) {
	const { label, value, onChoose } = props;
	const [draft, setDraft] = useState<string | undefined>(undefined);
	const isTyping = useRef(false);
	const take = (date: string | undefined) => {
		isTyping.current = false;
		setDraft(undefined);
		if (date !== undefined && isDate(date) && date !== value) onChoose(date);
	};
	useEffect(() => {
		if (draft === undefined || !isDate(draft)) return;
		const timer = setTimeout(() => take(draft), PAUSE_MS);
		return () => clearTimeout(timer);
	}, [draft]);
	return (
		<input
			type="date"
			aria-label={label}
			value={draft ?? value}
			onKeyDown={(event) => {
				isTyping.current = true;
				if (event.key === "Enter") take(event.currentTarget.value);
			}}
			onPointerDown={() => {
				isTyping.current = false;
			}}
			onInput={({ currentTarget }) => {
				if (isTyping.current) setDraft(currentTarget.value);
				else take(currentTarget.value);
			}}
			onBlur={() => take(draft)}
		/>
	);
}

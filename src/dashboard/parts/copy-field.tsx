import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { copyField } from "../copy.ts";
import { texts } from "../language.ts";

/** Something to take along: a link, a key, a line of HTML. */
export function CopyField(props: {
	readonly label: string;
	readonly value: string;
	/** Whether it was made just now, and is to be noticed. */
	readonly fresh?: boolean;
}) {
	const { label, value, fresh = false } = props;
	const field = useRef<HTMLInputElement>(null);
	const [copied, setCopied] = useState("");
	// Who made it hears it, too, and can copy it at once.
	useLayoutEffect(() => {
		if (fresh) field.current?.focus();
	}, []);
	const copy = async () => {
		if (field.current !== null) setCopied((await copyField(field.current)) ? texts.copied : "");
	};
	return (
		<div class="copy">
			<label>
				{label}
				<input ref={field} value={value} readOnly onFocus={({ currentTarget }) => currentTarget.select()} />
			</label>
			<button type="button" onClick={copy}>
				{texts.copy}
			</button>
			<span class="hint" role="status">
				{copied}
			</span>
		</div>
	);
}

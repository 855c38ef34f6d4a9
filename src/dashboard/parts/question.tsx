import { useLayoutEffect, useRef } from "preact/hooks";
import { texts } from "../language.ts";

/** Asks before what cannot be undone. Escape keeps all as it is. */
export function Question(props: {
	readonly text: string;
	/** What the button says that does it. */
	readonly yes: string;
	readonly onYes: () => void;
	readonly onNo: () => void;
}) {
	const { text, yes, onYes, onNo } = props;
	const dialog = useRef<HTMLDialogElement>(null);
	useLayoutEffect(() => dialog.current?.showModal(), []);
	return (
		<dialog ref={dialog} onClose={onNo} aria-label={text}>
			<p>{text}</p>
			<div class="tools">
				<button type="button" onClick={() => dialog.current?.close()}>
					{texts.keep}
				</button>
				<button type="button" class="danger" onClick={onYes}>
					{yes}
				</button>
			</div>
		</dialog>
	);
}

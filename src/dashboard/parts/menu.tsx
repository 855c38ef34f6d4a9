import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";

/** A button that opens a sheet of choices; a click elsewhere and Escape close it. */
export function Menu(props: {
	readonly label: string;
	/** Whether something in it is chosen that is not always. */
	readonly active?: boolean;
	/** Whether it is out of the way until somebody is there. */
	readonly quiet?: boolean;
	/** What is in the sheet; where one choice is all that it is for, it closes it. */
	readonly children: ComponentChildren | ((close: () => void) => ComponentChildren);
}) {
	const { label, active = false, quiet = false, children } = props;
	const frame = useRef<HTMLDetailsElement>(null);
	useEffect(() => {
		const close = (event: Event) => {
			const element = frame.current;
			if (element === null || !element.open) return;
			if (event instanceof KeyboardEvent) {
				if (event.key !== "Escape") return;
				element.querySelector("summary")?.focus();
			} else if (event.target instanceof Node && element.contains(event.target)) return;
			element.open = false;
		};
		document.addEventListener("pointerdown", close);
		document.addEventListener("keydown", close);
		return () => {
			document.removeEventListener("pointerdown", close);
			document.removeEventListener("keydown", close);
		};
	}, []);
	const close = () => {
		if (frame.current === null) return;
		frame.current.open = false;
		frame.current.querySelector("summary")?.focus();
	};
	return (
		<details class={quiet ? "menu quiet" : "menu"} ref={frame}>
			<summary class={active ? "chosen" : undefined}>{label}</summary>
			<div class="sheet">{typeof children === "function" ? children(close) : children}</div>
		</details>
	);
}

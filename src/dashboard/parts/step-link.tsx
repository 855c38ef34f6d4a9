import { follow } from "../address.ts";

/** A link to what comes before or behind, drawn as an arrow. */
export function StepLink(props: {
	readonly text: string;
	readonly sign: "←" | "→";
	/** What of the address changes; `undefined` where there is nothing to go to. */
	readonly to: Readonly<Record<string, string>> | undefined;
}) {
	const { text, sign, to } = props;
	if (to === undefined) {
		return (
			<span class="step gone" aria-hidden="true">
				{sign}
			</span>
		);
	}
	return (
		<a class="step button" {...follow(to)} title={text}>
			<span class="hidden">{text}</span>
			<span aria-hidden="true">{sign}</span>
		</a>
	);
}

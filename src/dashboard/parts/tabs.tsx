import { follow } from "../address.ts";

/** A choice of one among a few, each a link: a part of the address says which. The first is chosen where it does not. */
export function Tabs<Name extends string>(props: {
	/** What is chosen. */
	readonly label: string;
	/** The part of the address. */
	readonly part: string;
	readonly texts: Readonly<Record<Name, string>>;
	readonly names: readonly Name[];
	readonly chosen: Name;
}) {
	const { label, part, texts, names, chosen } = props;
	return (
		<div class="tabs" role="group" aria-label={label}>
			{names.map((name, index) => (
				<a
					key={name}
					{...follow({ [part]: index === 0 ? "" : name })}
					aria-current={name === chosen ? "true" : undefined}
				>
					{texts[name]}
				</a>
			))}
		</div>
	);
}

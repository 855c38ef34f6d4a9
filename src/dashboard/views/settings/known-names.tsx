import type { Elements } from "../../../model/reports/answers.ts";
import { useReport } from "../../selection.ts";

/** The id of a list of {@link KnownNames}. */
export function knownNamesId(kind: string): string {
	return `known-${kind}`;
}

/** What visitors came to of one kind, to choose from in a field. */
export function KnownNames({ kind }: { readonly kind: string }) {
	const names = useReport<Elements>("elements", { query: { kind } }).answer?.report.elements ?? [];
	return (
		<datalist id={knownNamesId(kind)}>
			{names.map(({ name }) => (
				<option key={name} value={name} />
			))}
		</datalist>
	);
}

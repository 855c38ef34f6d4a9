import { formatInstant } from "../time.ts";
import type { SelectionAnswer } from "./answers.ts";
import type { Range } from "./range.ts";
import type { Selection } from "./request.ts";
import type { OwnerSettings } from "./settings.ts";
import { startOfDay } from "./zone.ts";

/** A selection as an answer tells of it. */
export function describeSelection(selection: Selection, owner: OwnerSettings): SelectionAnswer {
	const { from, to, zone, excluded } = selection;
	const reasons = new Map(owner.excluded.map((each) => [excludedRange(each, owner).from, each.reason]));
	return {
		from: formatInstant(from),
		to: formatInstant(to),
		zone,
		excluded: excluded.map((range) => ({
			from: formatInstant(Math.max(range.from, from)),
			to: formatInstant(Math.min(range.to, to)),
			reason: reasons.get(range.from) ?? "",
		})),
	};
}

/** A range that the owner excluded: whole days in the owner's zone. */
export function excludedRange({ from, to }: { from: string; to: string }, { zone }: OwnerSettings): Range {
	return {
		from: startOfDay(Temporal.PlainDate.from(from), zone),
		to: startOfDay(Temporal.PlainDate.from(to).add({ days: 1 }), zone),
	};
}

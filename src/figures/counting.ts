import type { Including } from "../model/reports/query.ts";
import type { Look } from "./look.ts";
import { fill } from "./texts/texts.ts";

/** What counts of that which is left out unless it is asked for. */
export interface Counting {
	readonly test: Including;
	readonly faulty: Including;
	/** Ranges that the owner excluded never count alone. */
	readonly excluded: Including;
}

/**
 * What counts otherwise than by default, in words: the one thing that alone counts, and what counts too.
 * @returns nothing where all is as it is by default
 */
export function describeCounting({ test, faulty, excluded }: Counting, { texts }: Look): string[] {
	const each = [
		[test, texts.countedTest],
		[faulty, texts.countedFaulty],
		[excluded, texts.countedExcluded],
	] as const;
	const named = (wanted: Including) => each.filter(([including]) => including === wanted).map(([, name]) => name);
	const too = named("include");
	return [
		...named("only").map((name) => fill(texts.countedAlone, name)),
		...(too.length === 0 ? [] : [fill(texts.countedToo, too.join(", "))]),
	];
}

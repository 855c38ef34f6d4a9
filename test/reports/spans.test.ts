import { expect, test } from "bun:test";
import fc from "fast-check";
import { overlapMs, SpanList } from "../../src/reports/spans.ts";

const span = fc.tuple(fc.nat(60), fc.nat(12)).map(([from, length]) => ({ from, to: from + length }));
const spans = fc.array(span, { maxLength: 12 });

/** Ranges in order, without overlaps. */
const ranges = fc
	.uniqueArray(fc.nat(80), { maxLength: 8 })
	.map((bounds) => bounds.toSorted((one, other) => one - other))
	.map((bounds) =>
		Array.from({ length: Math.floor(bounds.length / 2) }, (_, index) => ({
			from: bounds[index * 2] ?? 0,
			to: bounds[index * 2 + 1] ?? 0,
		})),
	);

function listOf(all: readonly { from: number; to: number }[]): SpanList {
	const list = new SpanList();
	for (const { from, to } of all) list.add(from, to);
	list.unite();
	return list;
}

test("each moment of a range in which any span was under way counts once", () => {
	fc.assert(
		fc.property(spans, spans, fc.nat(60), ranges, (some, others, border, open) => {
			const all = [...some, ...others];
			const covered = Array.from({ length: 100 }, (_, at) => at).filter(
				(at) => all.some(({ from, to }) => from <= at && at < to) && open.some(({ from, to }) => from <= at && at < to),
			);
			// Whole days one behind another, and last what is scattered among them.
			const early = some.filter(({ from }) => from < border);
			const late = some.filter(({ from }) => from >= border);
			expect(overlapMs([listOf(early), listOf(late), listOf(others)], open)).toBe(covered.length);
		}),
		{ numRuns: 1000 },
	);
});

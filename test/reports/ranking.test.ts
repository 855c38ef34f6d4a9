import { expect, test } from "bun:test";
import fc from "fast-check";
import { Ranking } from "../../src/reports/ranking.ts";

const rows = fc.oneof(
	// Many that are alike, in any order; and those that come in order, or against it.
	fc.array(fc.tuple(fc.nat(4), fc.nat(1e9)), { minLength: 0, maxLength: 40 }),
	fc
		.tuple(fc.integer({ min: 1000, max: 5000 }), fc.constantFrom(1, -1), fc.constantFrom(1, 7, 1000, 1e12))
		.map(([length, sign, alike]) =>
			Array.from({ length }, (_, index): [number, number] => [sign * Math.floor(index / alike), sign * index]),
		),
	fc
		.tuple(fc.integer({ min: 1000, max: 5000 }), fc.integer({ min: 1, max: 1e6 }))
		.map(([length, step]) =>
			Array.from({ length }, (_, index): [number, number] => [(index * step) % 997, (index * 7919) % 104_729]),
		),
);

test("its pages are those of all rows in order", () => {
	fc.assert(
		fc.property(rows, fc.nat(3000), fc.integer({ min: 1, max: 60 }), (given, offset, limit) => {
			const unique = [...new Map(given.map((row) => [row[1], row])).values()];
			const ranking = new Ranking(offset + limit);
			for (const [index, [key, id]] of unique.entries()) ranking.add(key, id, index % 3, index);
			const sorted = [...unique.entries()]
				.sort(([, one], [, other]) => one[0] - other[0] || one[1] - other[1])
				.slice(offset, offset + limit)
				.map(([index]) => ({ group: index % 3, index }));
			expect(ranking.rows(offset, limit)).toEqual(sorted);
		}),
		{ numRuns: 200 },
	);
});

import { expect, test } from "bun:test";
import type { Touches } from "../../src/model/reports/answers.ts";
import { heatBands } from "../../src/printed/heat-bands.ts";

function touches(cells: Touches["cells"]): Touches {
	return { places: [], place: 1, picture: false, columns: 40, rows: 30, cells };
}

/** The box around a path, in cells. */
function boxOf(path: string) {
	const points = [...path.matchAll(/(-?[\d.]+) (-?[\d.]+)/g)].map(([, x, y]) => ({ x: Number(x), y: Number(y) }));
	const of = (values: number[]) => [Math.min(...values), Math.max(...values)] as const;
	return { x: of(points.map(({ x }) => x)), y: of(points.map(({ y }) => y)) };
}

test("of no touches there is nothing to draw", () => {
	expect(heatBands(touches([]))).toEqual([]);
});

test("a touched cell is a hill around its middle, each band within the one below", () => {
	const bands = heatBands(touches([[10, 20, 7]]));
	expect(bands.length).toBe(9);
	expect(bands.map(({ strength }) => strength)).toEqual(bands.map(({ strength }) => strength).toSorted());
	const boxes = bands.map(({ path }) => boxOf(path));
	for (const { x, y } of boxes) {
		expect((x[0] + x[1]) / 2).toBeCloseTo(10.5);
		expect((y[0] + y[1]) / 2).toBeCloseTo(20.5);
	}
	const widths = boxes.map(({ x }) => x[1] - x[0]);
	expect(widths).toEqual(widths.toSorted((one, other) => other - one));
	expect(new Set(widths).size).toBe(widths.length);
});

test("what is touched a hundredth as often is still seen, and not as strongly", () => {
	const bands = heatBands(
		touches([
			[10, 10, 1000],
			[30, 10, 10],
		]),
	);
	const seen = bands.filter(({ path }) => boxOf(path).x[1] > 25);
	expect(seen.length).toBeGreaterThan(0);
	expect(seen.length).toBeLessThan(3);
});

test("a touch at the edge stays on the screen", () => {
	for (const { path } of heatBands(touches([[39, 0, 1]]))) {
		const { x, y } = boxOf(path);
		expect(x[1]).toBeLessThanOrEqual(40);
		expect(y[0]).toBeGreaterThanOrEqual(0);
	}
});

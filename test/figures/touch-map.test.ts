import { expect, test } from "bun:test";
import { heatBands, heatScale, mostAround, touchesAround } from "../../src/figures/charts/touch-map.ts";
import type { Touches } from "../../src/model/reports/answers.ts";

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

/** How bright a colour such as `#ffedb0` is, from 0 to 1 (WCAG 2). */
function luminance(colour: string): number {
	const [red = 0, green = 0, blue = 0] = [1, 3, 5]
		.map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255)
		.map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
	return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

test("the scale goes from few to many, each step darker than the one before", () => {
	const scale = heatScale(1000);
	const counts = scale.map((step) => step.touches);
	expect(counts).toEqual(counts.toSorted((one, other) => one - other));
	expect(counts.at(-1)).toBeLessThan(1000);
	const bright = scale.map(({ colour }) => luminance(colour));
	expect(bright).toEqual(bright.toSorted((one, other) => other - one));
	expect(new Set(bright).size).toBe(scale.length);
});

test("around a spot are its own touches, and some of those beside it", () => {
	const heat = touchesAround(
		touches([
			[10, 20, 7],
			[11, 20, 5],
		]),
	);
	expect(heat[20 * 40 + 10]).toBeCloseTo(7 + 5 * Math.exp(-0.4));
	expect(heat[0]).toBe(0);
	expect(mostAround(heat)).toBe(heat[20 * 40 + 10] ?? 0);
});

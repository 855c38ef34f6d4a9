import { contours } from "d3-contour";
import type { Touches } from "../../model/reports/answers.ts";

/** A part of a touch map that was touched more than so much. */
export interface HeatBand {
	/** From 0 to 1: how it is to be coloured. */
	readonly strength: number;
	/** An SVG path, in cells of the grid. */
	readonly path: string;
}

/**
 * From light yellow to dark red, on {@link HEAT_GROUND}: the darker the more, on a page that is light or dark and where a
 * printer has no colours. Each is darker than the one before to the eye too, whether it tells red from green or not.
 */
const COLOURS: readonly string[] = [
	...["#ffedb0", "#fed976", "#feb24c", "#fd8d3c", "#fc4e2a", "#e31a1c", "#bd0026", "#8a0226", "#4d0016"],
];

/** What nobody touched, where there is no picture. */
export const HEAT_GROUND = "#f7f8f9";

/** How much of a picture is seen through the colours. */
export const HEAT_OPACITY = 0.75;

/** Levels of a map; more are not told apart on paper. */
const LEVELS = COLOURS.length;

/** How far a touch spreads, in cells: a finger is wider than a point. */
const SPREAD = 3;

/** How far up the map each band begins. */
const STRENGTHS: readonly number[] = COLOURS.map((_, level) => (level + 0.5) / LEVELS);

/** How a part of a map is coloured. */
export function heatColour(strength: number): string {
	return COLOURS[Math.min(LEVELS - 1, Math.floor(strength * LEVELS))] ?? "";
}

/** What a band says: its colour, and the touches around a spot from which on it is drawn. */
export interface HeatStep {
	readonly colour: string;
	readonly touches: number;
}

/** A map's scale from few to many. By the root of the touches, for a few spots would outshine all others. */
export function heatScale(most: number): readonly HeatStep[] {
	return STRENGTHS.map((strength) => ({ colour: heatColour(strength), touches: most * strength ** 2 }));
}

/** The touches around each cell of the grid, row by row: its own, and those of its neighbours, the nearer the more. */
export function touchesAround({ columns, rows, cells }: Touches): readonly number[] {
	const heat = new Array<number>(columns * rows).fill(0);
	for (const [column, row, touches] of cells) {
		for (let y = Math.max(0, row - SPREAD); y <= Math.min(rows - 1, row + SPREAD); y++) {
			for (let x = Math.max(0, column - SPREAD); x <= Math.min(columns - 1, column + SPREAD); x++) {
				const distance = Math.hypot(x - column, y - row);
				heat[y * columns + x] = (heat[y * columns + x] ?? 0) + touches * Math.exp(-distance * distance * 0.4);
			}
		}
	}
	return heat;
}

/** The most touches around any cell. */
export function mostAround(heat: readonly number[]): number {
	return heat.reduce((largest, value) => Math.max(largest, value), 0);
}

/** Draws a grid of touches as a map draws heights: bands that lie on each other, the least touched lowest. */
export function heatBands(touches: Touches): HeatBand[] {
	const heat = touchesAround(touches);
	const most = mostAround(heat);
	if (most === 0) return [];
	return contours()
		.size([touches.columns, touches.rows])
		.thresholds(heatScale(most).map((step) => step.touches))([...heat])
		.map(({ coordinates }, level) => ({
			strength: STRENGTHS[level] ?? 0,
			path: coordinates.flatMap((polygon) => polygon.map(ringPath)).join(""),
		}))
		.filter(({ path }) => path !== "");
}

function ringPath(ring: readonly (readonly number[])[]): string {
	const points = ring.slice(0, -1).map(([x = 0, y = 0]) => `${round(x)} ${round(y)}`);
	return `M${points.join("L")}Z`;
}

function round(cells: number): number {
	return Math.round(cells * 100) / 100;
}

import { contours } from "d3-contour";
import type { Touches } from "../model/reports/answers.ts";

/** A part of a touch map that was touched more than so much. */
export interface HeatBand {
	/** From 0 to 1: how it is to be coloured. */
	readonly strength: number;
	/** An SVG path, in cells of the grid. */
	readonly path: string;
}

/** Levels of a map; more are not told apart on paper. */
const LEVELS = 9;

/** How far a touch spreads, in cells: a finger is wider than a point. */
const SPREAD = 3;

/**
 * Draws a grid of touches as a map draws heights: bands that lie on each other, the least touched lowest. By the root of
 * the touches, for a few spots would outshine all others.
 */
export function heatBands({ columns, rows, cells }: Touches): HeatBand[] {
	const heat = new Array<number>(columns * rows).fill(0);
	for (const [column, row, touches] of cells) {
		for (let y = Math.max(0, row - SPREAD); y <= Math.min(rows - 1, row + SPREAD); y++) {
			for (let x = Math.max(0, column - SPREAD); x <= Math.min(columns - 1, column + SPREAD); x++) {
				const distance = Math.hypot(x - column, y - row);
				heat[y * columns + x] = (heat[y * columns + x] ?? 0) + touches * Math.exp(-distance * distance * 0.4);
			}
		}
	}
	const most = heat.reduce((largest, value) => Math.max(largest, value), 0);
	if (most === 0) return [];
	const strengths = Array.from({ length: LEVELS }, (_, level) => (level + 0.5) / LEVELS);
	return contours()
		.size([columns, rows])
		.thresholds(strengths.map((strength) => most * strength ** 2))(heat)
		.map(({ coordinates }, level) => ({
			strength: strengths[level] ?? 0,
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

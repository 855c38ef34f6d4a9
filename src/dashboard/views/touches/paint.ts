import type { Touches } from "../../../model/reports/answers.ts";

/** How far a touch spreads, in cells: a finger is wider than a point. */
const SPREAD = 3;

/** Spreads each cell over its neighbours, and colours the sums, the root of them, for a few spots would outshine all others. */
export function paint(context: CanvasRenderingContext2D, { columns, rows, cells }: Touches): void {
	const heat = new Float32Array(columns * rows);
	for (const [column, row, touches] of cells) {
		for (let y = Math.max(0, row - SPREAD); y <= Math.min(rows - 1, row + SPREAD); y++) {
			for (let x = Math.max(0, column - SPREAD); x <= Math.min(columns - 1, column + SPREAD); x++) {
				const distance = Math.hypot(x - column, y - row);
				const at = y * columns + x;
				heat[at] = (heat[at] ?? 0) + touches * Math.exp(-distance * distance * 0.6);
			}
		}
	}
	const most = heat.reduce((largest, value) => Math.max(largest, value), 0);
	// A cell is a pixel: the browser makes it larger, and smooth.
	context.clearRect(0, 0, columns, rows);
	for (const [at, value] of heat.entries()) {
		const strength = Math.sqrt(value / most);
		if (strength < 0.02) continue;
		// From blue over violet to yellow, readable by who does not tell red from green.
		context.fillStyle = `hsl(${260 + 160 * strength} 90% ${40 + 25 * strength}% / ${Math.min(1, 1.6 * strength)})`;
		context.fillRect(at % columns, Math.floor(at / columns), 1, 1);
	}
}

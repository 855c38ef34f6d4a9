import type { Touches } from "../../../src/model/reports/answers.ts";
import { type Chosen, nameIn, type VisitEvent } from "./visits.ts";

/** A touch is placed on a grid as fine as this. */
const STEPS = 1024;

/** Cells along the longer side of a map. */
const LONG_SIDE = 128;

/** Touches of a selection by the name of their place. */
export function expectPlaces({ visits }: Chosen): Map<string, VisitEvent[]> {
	const touches = visits.flatMap(({ events }) => events).filter((event) => placeOf(event) !== undefined);
	return Map.groupBy(touches, (event) => placeOf(event) ?? "");
}

/** How often each cell of a place's map was touched, on a layer. */
export function expectCells(
	touches: readonly VisitEvent[],
	{ columns, rows }: Pick<Touches, "columns" | "rows">,
	layer: "all" | "misses" | "bursts",
): Touches["cells"] {
	const cells = touches
		.filter(({ miss, burst }) => layer === "all" || (layer === "misses" ? miss : burst))
		.map(({ fields }) => [
			cellOf(Number(fields["clickX"]) / Number(fields["viewportWidth"]), columns),
			cellOf(Number(fields["clickY"]) / Number(fields["viewportHeight"]), rows),
		]);
	return [...Map.groupBy(cells, ([column, row]) => `${row} ${column}`).values()]
		.map((all) => [all[0]?.[0] ?? 0, all[0]?.[1] ?? 0, all.length] as [number, number, number])
		.sort(([column, row], [otherColumn, otherRow]) => row - otherRow || column - otherColumn);
}

/** The cells along the sides of a map. */
export function expectGrid(width: number, height: number): { columns: number; rows: number } {
	const cell = Math.max(width, height) / LONG_SIDE;
	return { columns: Math.max(1, Math.round(width / cell)), rows: Math.max(1, Math.round(height / cell)) };
}

function cellOf(share: number, cells: number): number {
	const step = Math.max(0, Math.min(STEPS - 1, Math.floor(share * STEPS)));
	return Math.floor((step / STEPS) * cells);
}

function placeOf({ action, fields }: VisitEvent): string | undefined {
	const { clickX: x, clickY: y, viewportWidth: width, viewportHeight: height } = fields;
	if (action !== "click" || typeof x !== "number" || typeof y !== "number") return undefined;
	if (typeof width !== "number" || typeof height !== "number") return undefined;
	if (width < 1 || height < 1 || width > 100_000 || height > 100_000) return undefined;
	return `${Math.round(width)}x${Math.round(height)} ${nameIn(fields, "screen") ?? nameIn(fields, "page") ?? ""}`;
}

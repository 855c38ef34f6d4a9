import { useMemo, useState } from "preact/hooks";
import {
	HEAT_GROUND,
	HEAT_OPACITY,
	heatBands,
	heatColour,
	mostAround,
	touchesAround,
} from "../../../figures/charts/touch-map.ts";
import { fill } from "../../../figures/texts/texts.ts";
import type { Touches } from "../../../model/reports/answers.ts";
import { formatNumber, texts } from "../../language.ts";
import { HeatScale } from "./heat-scale.tsx";
import type { Place } from "./use-picture.ts";

/** A cell of the grid. */
interface Spot {
	readonly column: number;
	readonly row: number;
}

/** Where the arrow keys lead to. */
const WAYS: Readonly<Record<string, readonly [columns: number, rows: number]>> = {
	ArrowLeft: [-1, 0],
	ArrowRight: [1, 0],
	ArrowUp: [0, -1],
	ArrowDown: [0, 1],
};

/** Where a screen is touched, over its picture where there is one, and how often at a spot that somebody points at. */
export function HeatMap(props: {
	readonly report: Touches;
	readonly place: Place;
	/** A `data:` address. */
	readonly picture: string | undefined;
}) {
	const { report, picture } = props;
	const { columns, rows } = report;
	const { screen, width, height } = props.place;
	const [spot, setSpot] = useState<Spot | undefined>(undefined);
	const heat = useMemo(() => touchesAround(report), [report]);
	const bands = useMemo(() => heatBands(report), [report]);
	const at = (column: number, row: number) =>
		setSpot({
			column: Math.min(columns - 1, Math.max(0, column)),
			row: Math.min(rows - 1, Math.max(0, row)),
		});
	const point = (event: PointerEvent & { currentTarget: Element }) => {
		const box = event.currentTarget.getBoundingClientRect();
		at(
			Math.floor(((event.clientX - box.left) / box.width) * columns),
			Math.floor(((event.clientY - box.top) / box.height) * rows),
		);
	};
	return (
		<div class="touch-map">
			<figure
				class="heat"
				style={{ aspectRatio: `${width} / ${height}`, "--shape": `${width / height}` }}
				// biome-ignore lint/a11y/noNoninteractiveTabindex: the arrow keys move what is read.
				tabIndex={0}
				role="group"
				aria-label={`${texts.touches}: ${screen}. ${texts.touchesRead}`}
				onPointerMove={point}
				onPointerDown={point}
				// A finger leaves with each touch, and what it touched stays to be read.
				onPointerLeave={({ pointerType }) => pointerType !== "touch" && setSpot(undefined)}
				onFocus={({ currentTarget }) => {
					if (currentTarget.matches(":focus-visible")) setSpot(hottest(heat, columns));
				}}
				onBlur={() => setSpot(undefined)}
				onKeyDown={(event) => {
					const [x, y] = WAYS[event.key] ?? [];
					if (x === undefined || y === undefined || spot === undefined) return;
					event.preventDefault();
					at(spot.column + x, spot.row + y);
				}}
			>
				<div class="layers" style={{ background: HEAT_GROUND }}>
					{picture !== undefined && <img src={picture} alt="" />}
					<svg viewBox={`0 0 ${columns} ${rows}`} preserveAspectRatio="none" aria-hidden="true">
						<g fill-opacity={picture === undefined ? 1 : HEAT_OPACITY}>
							{bands.map(({ strength, path }) => (
								<path key={strength} d={path} fill={heatColour(strength)} />
							))}
						</g>
					</svg>
				</div>
				{spot !== undefined && <span class="spot" style={placeOf(spot, report)} />}
				<output class={spot === undefined ? "hidden" : classOf(spot, report)} style={spot && placeOf(spot, report)}>
					{spot !== undefined && tell(spot, report, heat)}
				</output>
			</figure>
			<HeatScale most={mostAround(heat)} />
		</div>
	);
}

/** The touches of a cell, and those around it, which its colour shows. */
function tell({ column, row }: Spot, { columns, cells }: Touches, heat: readonly number[]): string {
	const [, , touches = 0] = cells.find(([x, y]) => x === column && y === row) ?? [];
	return fill(texts.touchesAt, formatNumber(touches), formatNumber(Math.round(heat[row * columns + column] ?? 0)));
}

/** Where one begins to read: where most is. */
function hottest(heat: readonly number[], columns: number): Spot {
	const index = Math.max(0, heat.indexOf(mostAround(heat)));
	return { column: index % columns, row: Math.floor(index / columns) };
}

function placeOf({ column, row }: Spot, { columns, rows }: Touches) {
	return { left: `${((column + 0.5) / columns) * 100}%`, top: `${((row + 0.5) / rows) * 100}%` };
}

/** On the side of the spot where there is more place. */
function classOf({ column, row }: Spot, { columns, rows }: Touches): string {
	return `tip ${column < columns / 2 ? "right" : "left"} ${row < rows / 2 ? "below" : "above"}`;
}

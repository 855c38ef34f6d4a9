import { useEffect, useRef } from "preact/hooks";
import { fill } from "../../figures/texts/texts.ts";
import type { Touches } from "../../model/reports/answers.ts";
import { follow, go, part } from "../address.ts";
import { formatNumber, texts } from "../language.ts";
import { Panel } from "../parts/panel.tsx";
import { saveAddress } from "../save.ts";
import { useReport } from "../selection.ts";

const LAYERS = { all: texts.allTouches, misses: texts.misses, bursts: texts.bursts } as const;
const LAYER_NAMES = ["all", "misses", "bursts"] as const;

/** Where screens are touched. */
export default function TouchesView() {
	const layer = LAYER_NAMES.find((name) => name === part("layer")) ?? "all";
	const request = useReport<Touches>("touches", { query: { place: part("place"), layer } });
	const places = request.answer?.report.places ?? [];
	return (
		<div class="panels">
			<Panel
				title={texts.touches}
				request={request}
				wide
				tools={
					<>
						<label>
							<span class="hidden">{texts.place}</span>
							<select
								value={`${request.answer?.report.place ?? ""}`}
								onChange={({ currentTarget: { value } }) => go({ place: value })}
							>
								{places.map(({ id, screen, width, height }) => (
									<option key={id} value={`${id}`}>
										{screen} · {width}×{height}
									</option>
								))}
							</select>
						</label>
						<div class="tabs" role="group" aria-label={texts.layer}>
							{LAYER_NAMES.map((name) => (
								<a
									key={name}
									{...follow({ layer: name === "all" ? "" : name })}
									aria-current={name === layer ? "true" : undefined}
								>
									{LAYERS[name]}
								</a>
							))}
						</div>
					</>
				}
			>
				{({ report }) => {
					const place = report.places.find(({ id }) => id === report.place);
					if (place === undefined) return undefined;
					return {
						picture: <HeatMap report={report} name={place.screen} width={place.width} height={place.height} />,
						table: {
							columns: [texts.place, texts.allTouches, texts.misses, texts.bursts],
							rows: report.places.map(({ screen, width, height, touches, misses, bursts }) => [
								{ text: `${screen} · ${width}×${height}`, value: `${screen} ${width}x${height}` },
								{ text: formatNumber(touches), value: touches },
								{ text: formatNumber(misses), value: misses },
								{ text: formatNumber(bursts), value: bursts },
							]),
						},
						note: (
							<p class="hint">
								{fill(
									texts.touchesHint,
									formatNumber(place.touches),
									formatNumber(place.width),
									formatNumber(place.height),
								)}
							</p>
						),
					};
				}}
			</Panel>
		</div>
	);
}

/** How far a touch spreads, in cells: a finger is wider than a point. */
const SPREAD = 3;

function HeatMap(props: {
	readonly report: Touches;
	readonly name: string;
	readonly width: number;
	readonly height: number;
}) {
	const { report, name, width, height } = props;
	const canvas = useRef<HTMLCanvasElement>(null);
	useEffect(() => {
		const context = canvas.current?.getContext("2d");
		if (context !== null && context !== undefined) paint(context, report);
	}, [report]);
	const save = () => canvas.current !== null && saveAddress(`${name}.png`, canvas.current.toDataURL());
	return (
		<figure class="heat">
			<canvas
				ref={canvas}
				width={report.columns}
				height={report.rows}
				style={{ aspectRatio: `${width} / ${height}` }}
				role="img"
				aria-label={`${texts.touches}: ${name}`}
			/>
			<button type="button" class="save" onClick={save} aria-label={`PNG: ${texts.touches}`}>
				PNG
			</button>
		</figure>
	);
}

/** Spreads each cell over its neighbours, and colours the sums, the root of them, for a few spots would outshine all others. */
function paint(context: CanvasRenderingContext2D, { columns, rows, cells }: Touches): void {
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

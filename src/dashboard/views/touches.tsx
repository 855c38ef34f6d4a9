import { useState } from "preact/hooks";
import { fill } from "../../figures/texts/texts.ts";
import type { Touches } from "../../model/reports/answers.ts";
import { go, part } from "../address.ts";
import { formatNumber, texts } from "../language.ts";
import { Panel } from "../parts/panel.tsx";
import { Tabs } from "../parts/tabs.tsx";
import { chosenKiosks, useReport } from "../selection.ts";
import { HeatMap } from "./touches/heat-map.tsx";
import { PictureTools } from "./touches/picture-tools.tsx";
import { saveMap } from "./touches/save-map.ts";
import { usePicture } from "./touches/use-picture.ts";

const LAYERS = { all: texts.allTouches, misses: texts.misses, bursts: texts.bursts } as const;
const LAYER_NAMES = ["all", "misses", "bursts"] as const;

/** Where screens are touched. */
export default function TouchesView() {
	const layer = LAYER_NAMES.find((name) => name === part("layer")) ?? "all";
	const request = useReport<Touches>("touches", { query: { place: part("place"), layer } });
	const { answer } = request;
	const { places = [], place: placeId, picture: hasPicture = false } = answer?.report ?? {};
	// Which picture there is, and the answer that does not know of it yet.
	const [change, setChange] = useState<{ version: number; unaware: unknown }>({ version: 0, unaware: undefined });
	const [chosen, ...others] = chosenKiosks();
	const consumer = others.length === 0 ? chosen : undefined;
	const pictured = hasPicture && answer !== change.unaware ? places.find(({ id }) => id === placeId) : undefined;
	const picture = usePicture(pictured === undefined ? undefined : { ...pictured, consumer }, change.version);
	const pictureChanged = () => {
		setChange(({ version }) => ({ version: version + 1, unaware: answer }));
		request.retry();
	};
	return (
		<div class="panels">
			<Panel
				title={texts.touches}
				request={request}
				variant={picture}
				wide
				tools={
					places.length > 0 && (
						<>
							<label>
								<span class="hidden">{texts.place}</span>
								<select value={`${placeId ?? ""}`} onChange={({ currentTarget: { value } }) => go({ place: value })}>
									{places.map(({ id, screen, width, height }) => (
										<option key={id} value={`${id}`}>
											{screen} · {width}×{height}
										</option>
									))}
								</select>
							</label>
							<Tabs label={texts.layer} part="layer" texts={LAYERS} names={LAYER_NAMES} chosen={layer} />
						</>
					)
				}
			>
				{({ report }) => {
					const place = report.places.find(({ id }) => id === report.place);
					if (place === undefined) return undefined;
					return {
						picture: <HeatMap report={report} place={place} picture={picture} />,
						savePicture: () => void saveMap(report, place, picture),
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
							<>
								<p class="hint">
									{fill(
										texts.touchesHint,
										formatNumber(place.touches),
										formatNumber(place.width),
										formatNumber(place.height),
									)}
								</p>
								<PictureTools
									key={`${consumer} ${place.id}`}
									place={{ ...place, consumer }}
									hasPicture={report.picture}
									onChange={pictureChanged}
								/>
							</>
						),
					};
				}}
			</Panel>
		</div>
	);
}

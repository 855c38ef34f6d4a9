import { heatScale } from "../../../figures/charts/touch-map.ts";
import { formatNumber, texts } from "../../language.ts";

/** What the colours of a map mean, from few touches around a spot to many. */
export function HeatScale({ most }: { readonly most: number }) {
	const scale = heatScale(most);
	// The least, what is in the middle of the colours, and the most.
	const named = [scale[0]?.touches ?? 0, scale[Math.floor(scale.length / 2)]?.touches ?? 0, most];
	return (
		<figure class="heat-scale">
			<figcaption class="hint">{texts.touchesScale}</figcaption>
			<div class="steps-of-heat" aria-hidden="true">
				{scale.map(({ colour }) => (
					<span key={colour} style={{ background: colour }} />
				))}
			</div>
			<p class="hint">
				{named.map((touches, index) => (
					<span key={index}>{formatNumber(Math.max(1, Math.round(touches)))}</span>
				))}
			</p>
		</figure>
	);
}

import { useEffect, useRef } from "preact/hooks";
import { look } from "../look.ts";
import { saveAddress, saveText } from "../save.ts";
import type { MakeOption } from "./echarts.ts";

/** A chart, and how high it is in pixels on a screen at arm's length. */
export interface ChartContent {
	readonly option: MakeOption;
	readonly height: number;
}

/** Draws a chart. Its library is loaded with the first one. */
export function Chart({ title, option, height }: ChartContent & { readonly title: string }) {
	const frame = useRef<HTMLDivElement>(null);
	useEffect(() => {
		const element = frame.current;
		if (element === null) return;
		let dispose = () => {};
		let gone = false;
		void import("./echarts.ts").then(({ draw }) => {
			if (!gone) dispose = draw(element, option);
		});
		return () => {
			gone = true;
			dispose();
		};
	}, [option]);
	return (
		<div
			class="chart"
			ref={frame}
			style={{ height: `${Math.round(height * look.scale())}px` }}
			role="img"
			aria-label={title}
		/>
	);
}

/** Saves a chart as a picture. */
export async function saveChart(title: string, { option, height }: ChartContent, type: "png" | "svg"): Promise<void> {
	const { toPng, toSvg } = await import("./echarts.ts");
	const paper = look.colour("paper");
	if (type === "png") saveAddress(`${title}.png`, toPng(option, height, paper));
	else saveText(`${title}.svg`, toSvg(option, height, paper), "image/svg+xml");
}

import {
	BarChart,
	type BarSeriesOption,
	LineChart,
	type LineSeriesOption,
	SankeyChart,
	type SankeySeriesOption,
} from "echarts/charts";
import {
	GridComponent,
	type GridComponentOption,
	MarkAreaComponent,
	MarkLineComponent,
	TooltipComponent,
	type TooltipComponentOption,
} from "echarts/components";
import { type ComposeOption, init, use } from "echarts/core";
import { CanvasRenderer, SVGRenderer } from "echarts/renderers";

use([
	BarChart,
	LineChart,
	SankeyChart,
	GridComponent,
	TooltipComponent,
	MarkAreaComponent,
	MarkLineComponent,
	CanvasRenderer,
	SVGRenderer,
]);

/** What the charts of this page may have in them. */
export type ChartOption = ComposeOption<
	BarSeriesOption | LineSeriesOption | SankeySeriesOption | GridComponentOption | TooltipComponentOption
>;

/** Size of a chart that is saved, in pixels. */
const SAVED = { width: 1200, height: 600 } as const;

/**
 * Draws a chart, and again when its frame or the colours change.
 * @returns ends it
 */
export function draw(element: HTMLElement, option: () => ChartOption): () => void {
	const chart = init(element, undefined, { renderer: "canvas" });
	const redraw = () => chart.setOption({ animation: false, ...option() }, { notMerge: true });
	redraw();
	const sizes = new ResizeObserver(() => chart.resize());
	sizes.observe(element);
	const dark = matchMedia("(prefers-color-scheme: dark)");
	dark.addEventListener("change", redraw);
	return () => {
		sizes.disconnect();
		dark.removeEventListener("change", redraw);
		chart.dispose();
	};
}

/** A chart as a picture, at an address of this page. */
export function toPng(option: ChartOption): string {
	const element = document.createElement("div");
	const chart = init(element, undefined, { renderer: "canvas", devicePixelRatio: 2, ...SAVED });
	chart.setOption({ animation: false, ...option });
	const address = chart.getDataURL({
		type: "png",
		backgroundColor: getComputedStyle(document.documentElement).getPropertyValue("--paper"),
	});
	chart.dispose();
	return address;
}

export function toSvg(option: ChartOption): string {
	const chart = init(null, undefined, { renderer: "svg", ssr: true, ...SAVED });
	chart.setOption({ animation: false, ...option });
	const svg = chart.renderToSVGString();
	chart.dispose();
	return svg;
}

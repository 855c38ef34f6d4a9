import { BarChart, LineChart, SankeyChart, ScatterChart } from "echarts/charts";
import { GridComponent, MarkAreaComponent, MarkLineComponent, TooltipComponent } from "echarts/components";
import { init, use } from "echarts/core";
import { CanvasRenderer, SVGRenderer } from "echarts/renderers";
import type { ChartOption } from "../../figures/charts/chart-option.ts";

use([
	BarChart,
	LineChart,
	SankeyChart,
	ScatterChart,
	GridComponent,
	TooltipComponent,
	MarkAreaComponent,
	MarkLineComponent,
	CanvasRenderer,
	SVGRenderer,
]);

/** Makes what a chart shows, for a width in pixels: anew for light and dark, and for another width. */
export type MakeOption = (width: number) => ChartOption;

/** Width of a chart that is saved, in pixels. */
const SAVED_WIDTH = 1200;

/**
 * Draws a chart, and again when its frame or the colours change.
 * @returns ends it
 */
export function draw(element: HTMLElement, option: MakeOption): () => void {
	const chart = init(element, undefined, { renderer: "canvas" });
	const redraw = () => chart.setOption(option(chart.getWidth()), { notMerge: true });
	redraw();
	const sizes = new ResizeObserver(() => {
		chart.resize();
		redraw();
	});
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
export function toPng(option: MakeOption, height: number, backgroundColor: string): string {
	const element = document.createElement("div");
	const chart = init(element, undefined, { renderer: "canvas", devicePixelRatio: 2, width: SAVED_WIDTH, height });
	chart.setOption(option(SAVED_WIDTH));
	const address = chart.getDataURL({ type: "png", backgroundColor });
	chart.dispose();
	return address;
}

/** A chart as SVG text. */
export function toSvg(option: MakeOption, height: number, backgroundColor: string): string {
	const chart = init(null, undefined, { renderer: "svg", ssr: true, width: SAVED_WIDTH, height });
	chart.setOption({ ...option(SAVED_WIDTH), backgroundColor });
	const svg = chart.renderToSVGString();
	chart.dispose();
	return svg;
}

import { init, use } from "echarts/core";
import { CanvasRenderer } from "echarts/renderers";
import type { ChartOption } from "../../figures/charts/chart-option.ts";
import { CHART_PARTS } from "../../figures/charts/parts.ts";
import { chartSvg } from "../../figures/charts/svg.ts";

use([...CHART_PARTS, CanvasRenderer]);

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
	return chartSvg({ ...option(SAVED_WIDTH), backgroundColor }, SAVED_WIDTH, height);
}

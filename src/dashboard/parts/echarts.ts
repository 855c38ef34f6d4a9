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

/** Width of a chart on paper, in pixels: about what A4 has between its margins. */
const PAPER_WIDTH = 700;

/** A printer has finer dots than a screen. */
const PAPER_DOTS = 3;

/**
 * Draws a chart, and again when its frame or the colours change, or the page is printed.
 * @returns ends it
 */
export function draw(element: HTMLElement, option: MakeOption): () => void {
	let chart = init(element, undefined, { renderer: "canvas" });
	const redraw = () => chart.setOption(withPlainTooltip(option(chart.getWidth())), { notMerge: true });
	const drawAnew = (options: { width?: number; devicePixelRatio?: number }) => {
		chart.dispose();
		chart = init(element, undefined, { renderer: "canvas", height: element.clientHeight, ...options });
		redraw();
	};
	redraw();
	// While it is printed, nothing is told of the paper's width, and nothing can wait.
	const print = () => {
		document.documentElement.classList.add("printing");
		drawAnew({ width: PAPER_WIDTH, devicePixelRatio: PAPER_DOTS });
	};
	const printed = () => {
		document.documentElement.classList.remove("printing");
		drawAnew({});
	};
	addEventListener("beforeprint", print);
	addEventListener("afterprint", printed);
	const sizes = new ResizeObserver(() => {
		chart.resize();
		redraw();
	});
	sizes.observe(element);
	const dark = matchMedia("(prefers-color-scheme: dark)");
	dark.addEventListener("change", redraw);
	return () => {
		removeEventListener("beforeprint", print);
		removeEventListener("afterprint", printed);
		sizes.disconnect();
		dark.removeEventListener("change", redraw);
		chart.dispose();
	};
}

/** Tooltips as elements of the page, in its font: what they say is put into them as a text. */
function withPlainTooltip(option: ChartOption): ChartOption {
	const { formatter, ...tooltip } = [option.tooltip ?? {}].flat()[0] ?? {};
	if (typeof formatter !== "function") return option;
	const words = formatter as (hovered: unknown) => string;
	return {
		...option,
		tooltip: {
			...tooltip,
			renderMode: "html",
			className: "tooltip",
			formatter(hovered: unknown) {
				const element = document.createElement("div");
				element.textContent = words(hovered);
				return element;
			},
		},
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

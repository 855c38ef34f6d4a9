import { init } from "echarts/core";
import type { ChartOption } from "./chart-option.ts";

/**
 * A chart as SVG text: what names say is in it as text, escaped. Its parts must be registered.
 * @param width in pixels, as `height`
 */
export function chartSvg(option: ChartOption, width: number, height: number): string {
	const chart = init(null, undefined, { renderer: "svg", ssr: true, width, height });
	try {
		chart.setOption(option);
		return chart.renderToSVGString();
	} finally {
		chart.dispose();
	}
}

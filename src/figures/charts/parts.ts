import { BarChart, LineChart, SankeyChart, ScatterChart } from "echarts/charts";
import { GridComponent, MarkAreaComponent, MarkLineComponent, TooltipComponent } from "echarts/components";
import { SVGRenderer } from "echarts/renderers";

/** What charts are made of, wherever they are drawn. */
export const CHART_PARTS = [
	BarChart,
	LineChart,
	SankeyChart,
	ScatterChart,
	GridComponent,
	TooltipComponent,
	MarkAreaComponent,
	MarkLineComponent,
	SVGRenderer,
];

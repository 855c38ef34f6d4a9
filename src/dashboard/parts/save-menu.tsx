import type { TableData } from "../../figures/tables/table-data.ts";
import { texts } from "../language.ts";
import { saveText } from "../save.ts";
import { toCsv, toNdjson } from "../table-files.ts";
import { type ChartContent, saveChart } from "./chart.tsx";
import { Menu } from "./menu.tsx";

/** Takes along what a panel shows: the chart as a picture, the table as a file with all its rows. */
export function SaveMenu(props: {
	readonly title: string;
	readonly chart: ChartContent | undefined;
	readonly table: TableData | undefined;
	/** Saves what is drawn where it is no chart. */
	readonly savePicture: (() => void) | undefined;
}) {
	const { title, chart, table, savePicture } = props;
	return (
		<Menu label={texts.save} quiet>
			{(close) => {
				const item = (name: string, save: () => void) => (
					<button
						type="button"
						class="plain"
						onClick={() => {
							save();
							close();
						}}
						aria-label={`${name}: ${title}`}
					>
						{name}
					</button>
				);
				return (
					<div class="choices">
						{savePicture !== undefined && item("PNG", savePicture)}
						{chart !== undefined && item("PNG", () => void saveChart(title, chart, "png"))}
						{chart !== undefined && item("SVG", () => void saveChart(title, chart, "svg"))}
						{table !== undefined && item("CSV", () => saveText(`${title}.csv`, toCsv(table), "text/csv"))}
						{table !== undefined &&
							item("NDJSON", () => saveText(`${title}.ndjson`, toNdjson(table), "application/x-ndjson"))}
					</div>
				);
			}}
		</Menu>
	);
}

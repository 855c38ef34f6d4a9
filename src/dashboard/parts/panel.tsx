import type { ComponentChildren } from "preact";
import { useMemo, useState } from "preact/hooks";
import type { TableData } from "../../figures/tables/table-data.ts";
import { texts } from "../language.ts";
import type { RequestState } from "../use-request.ts";
import { Chart, type ChartContent } from "./chart.tsx";
import { DataTable } from "./data-table.tsx";
import { SaveMenu } from "./save-menu.tsx";

/** What a panel shows of an answer. */
export interface PanelContent {
	readonly legend?: ComponentChildren;
	/** What is drawn; left out where the table is all. */
	readonly chart?: ChartContent;
	/** The same where it is no chart. */
	readonly picture?: ComponentChildren;
	readonly savePicture?: () => void;
	/** The same in figures, for who reads or hears rather than sees. */
	readonly table?: TableData;
	readonly note?: ComponentChildren;
}

/** What a {@link Panel} is given. */
interface PanelProps<T> {
	readonly title: string;
	readonly hint?: string;
	readonly request: RequestState<T>;
	readonly wide?: boolean;
	/** Whether the table stands below the picture from the start. */
	readonly withTable?: boolean;
	readonly tools?: ComponentChildren;
	/** What the content depends on beside the answer. */
	readonly variant?: unknown;
	/** @returns `undefined` where there is nothing to show */
	readonly children: (answer: T) => PanelContent | undefined;
}

/** A part of the page with a report of its own: it loads, is empty and fails alone. */
export function Panel<T>(props: PanelProps<T>) {
	const { title, hint, request, wide, withTable = false, tools, variant, children } = props;
	const [asTable, setAsTable] = useState(false);
	const { answer, error, loading } = request;
	// A chart is drawn anew where its answer is another, not whenever the page is.
	const content = useMemo(() => (answer === undefined ? undefined : children(answer)), [answer, variant]);
	// Those are no failures of its own: it is asked again, until they are made, and until the server is there, which the page
	// says once for all.
	const isBeingMade = error?.code === "reports_not_ready";
	const isWaiting = isBeingMade || error?.code === "unreachable";
	// What was answered last is not what is asked for now.
	const isStale = loading || error !== undefined;
	const hasPicture = content?.chart !== undefined || content?.picture !== undefined;
	const hasTable = content?.table !== undefined;
	return (
		<section class={wide ? "panel wide" : "panel"} aria-busy={loading}>
			<header>
				<h2>{title}</h2>
				{hint !== undefined && <p class="hint">{hint}</p>}
				<div class="tools">
					{tools}
					{hasPicture && hasTable && !withTable && (
						<button type="button" aria-pressed={asTable} onClick={() => setAsTable(!asTable)}>
							{texts.table}
						</button>
					)}
					{(content?.chart !== undefined || hasTable) && (
						<SaveMenu title={title} chart={content?.chart} table={content?.table} savePicture={content?.savePicture} />
					)}
				</div>
			</header>
			{error !== undefined && !isWaiting && (
				<div class="problem" role="alert">
					<p>
						{answer === undefined ? texts.failed : ""} {error.message}
					</p>
					<button type="button" onClick={request.retry}>
						{texts.retry}
					</button>
				</div>
			)}
			{answer === undefined && (error === undefined || isWaiting) && (
				<p class="skeleton">{isBeingMade ? texts.beingMade : texts.loading}</p>
			)}
			{answer !== undefined && content === undefined && <p class="nothing">{texts.empty}</p>}
			{content !== undefined && (
				<div class={isStale ? "content stale" : "content"}>
					{!asTable && content.legend}
					{!asTable && content.chart !== undefined && <Chart title={title} {...content.chart} />}
					{!asTable && content.picture}
					{content.table !== undefined && (asTable || withTable || !hasPicture) && (
						<DataTable title={title} table={content.table} />
					)}
					{content.note}
				</div>
			)}
		</section>
	);
}

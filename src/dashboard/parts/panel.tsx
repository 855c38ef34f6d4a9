import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import type { TableData } from "../../figures/tables/table-data.ts";
import { texts } from "../language.ts";
import type { RequestState } from "../use-request.ts";
import { DataTable } from "./data-table.tsx";

/** What a panel shows of an answer. */
export interface PanelContent {
	/** The picture; left out where the table is all. */
	readonly picture?: ComponentChildren;
	/** The same in figures, for who reads or hears rather than sees. */
	readonly table?: TableData;
	readonly note?: ComponentChildren;
}

/** A part of the page with a report of its own: it loads, is empty and fails alone. */
export function Panel<T>(props: {
	readonly title: string;
	readonly hint?: string;
	readonly request: RequestState<T>;
	readonly wide?: boolean;
	readonly tools?: ComponentChildren;
	/** @returns `undefined` where there is nothing to show */
	readonly children: (answer: T) => PanelContent | undefined;
}) {
	const { title, hint, request, wide, tools } = props;
	const [asTable, setAsTable] = useState(false);
	const { answer, error, loading } = request;
	const content = answer === undefined ? undefined : props.children(answer);
	const both = content?.picture !== undefined && content.table !== undefined;
	return (
		<section class={wide ? "panel wide" : "panel"} aria-busy={loading}>
			<header>
				<h2>{title}</h2>
				{hint !== undefined && <p class="hint">{hint}</p>}
				<div class="tools">
					{tools}
					{both && (
						<button type="button" aria-pressed={asTable} onClick={() => setAsTable(!asTable)}>
							{texts.table}
						</button>
					)}
				</div>
			</header>
			{error !== undefined && (
				<div class="problem" role="alert">
					<p>
						{error.code === "unreachable" ? texts.unreachable : answer === undefined ? texts.failed : ""}{" "}
						{error.code === "unreachable" ? "" : error.message}
					</p>
					<button type="button" onClick={request.retry}>
						{texts.retry}
					</button>
				</div>
			)}
			{answer === undefined && error === undefined && <p class="skeleton">{texts.loading}</p>}
			{answer !== undefined && content === undefined && <p class="nothing">{texts.empty}</p>}
			{content !== undefined && (
				<div class={loading ? "content stale" : "content"}>
					{!asTable && content.picture}
					{content.table !== undefined && (asTable || content.picture === undefined) && (
						<DataTable title={title} table={content.table} />
					)}
					{content.note}
				</div>
			)}
		</section>
	);
}

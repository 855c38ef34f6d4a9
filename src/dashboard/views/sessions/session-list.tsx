import { useEffect } from "preact/hooks";
import { sessionsTable } from "../../../figures/tables/sessions-table.ts";
import type { Sessions } from "../../../model/reports/session-answers.ts";
import { stay } from "../../address.ts";
import { formatNumber, texts } from "../../language.ts";
import { look } from "../../look.ts";
import { Problem } from "../../parts/problem.tsx";
import { SaveMenu } from "../../parts/save-menu.tsx";
import { chosenZone, nameOfKiosk, useReport } from "../../selection.ts";
import { useKeptPlace } from "./keep-place.ts";
import { chosenOffset, chosenOrder, chosenSearch, listed, PAGE_SESSIONS } from "./list-order.ts";
import { Pages } from "./pages.tsx";
import { SearchField } from "./search-field.tsx";
import { SessionTable } from "./session-table.tsx";

/** The list of sessions, a page at a time. */
export function SessionList() {
	const { sort, upwards } = chosenOrder();
	const search = chosenSearch();
	const { answer, error, loading, retry } = useReport<Sessions>("sessions", {
		query: {
			search,
			[upwards ? "sort" : "sort.desc"]: sort,
			limit: `${PAGE_SESSIONS}`,
			offset: `${chosenOffset()}`,
		},
	});
	const report = answer?.report;
	useEffect(() => {
		if (report === undefined || loading) return;
		listed.value = report.sessions.map(({ id }) => id);
		// A page behind the end of a list that has become shorter.
		if (report.sessions.length > 0 || report.count === 0 || report.offset === 0) return;
		stay({ offset: `${Math.floor((report.count - 1) / PAGE_SESSIONS) * PAGE_SESSIONS}` });
	}, [report, loading]);
	useKeptPlace(report !== undefined);
	const zone = chosenZone();
	return (
		<section class="panel wide sessions" aria-busy={loading}>
			<header>
				<h2>{texts.sessions}</h2>
				<p class="hint" role="status">
					{loading && report !== undefined ? `${texts.working} …` : report !== undefined && formatNumber(report.count)}
				</p>
				<div class="tools">
					<SearchField />
					{report !== undefined && report.sessions.length > 0 && (
						<SaveMenu
							title={texts.sessions}
							chart={undefined}
							savePicture={undefined}
							table={sessionsTable(report.sessions, nameOfKiosk, zone, look)}
						/>
					)}
				</div>
			</header>
			{error !== undefined && <Problem error={error} retry={retry} />}
			{report === undefined && error === undefined && <p class="skeleton">{texts.loading}</p>}
			{report?.count === 0 && <p class="nothing">{search === "" ? texts.empty : texts.noneFound}</p>}
			{report !== undefined && report.sessions.length > 0 && (
				<div class={loading ? "content stale" : "content"}>
					<SessionTable sessions={report.sessions} zone={zone} />
					<Pages count={report.count} offset={report.offset} shown={report.sessions.length} />
				</div>
			)}
		</section>
	);
}

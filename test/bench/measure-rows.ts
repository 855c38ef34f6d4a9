import { Database } from "bun:sqlite";
import type { Elements, Series, Totals, Week } from "../../src/model/reports/answers.ts";
import { ask } from "./ask.ts";
import type { HistoryFacts } from "./history-facts.ts";
import { addressOf } from "./questions.ts";
import { median } from "./statistics.ts";

const DAY_MS = 86_400_000;

/** One question, answered by a report and by plain SQL on the rows. */
export interface RowFigures {
	readonly question: string;
	readonly days: number;
	readonly reportMs: number;
	readonly rowsMs: number;
}

/** A question in both languages. */
interface Question<Report> {
	readonly question: string;
	readonly report: string;
	readonly sql: string;
	/** What both have to say alike; else they were not asked the same. */
	readonly ofReport: (report: Report) => unknown;
	readonly ofRows: (rows: readonly Row[]) => unknown;
}

type Row = Readonly<Record<string, number | string | null>>;

const CHOSEN = "started_at >= $1 AND started_at < $2 AND test = 0";

const totals: Question<Totals> = {
	question: "key figures",
	report: "totals?",
	sql: `SELECT
			count(*) AS sessions,
			sum(own) AS events,
			sum(own >= 2) AS meaningful,
			median(dwell_ms) AS median_ms,
			avg(dwell_ms) AS mean_ms,
			percentile(dwell_ms, 90) AS p90_ms,
			sum(misses) AS misses
		FROM (
			SELECT
				count(event_records.id) AS own,
				max(ts) - min(ts) AS dwell_ms,
				coalesce(sum(event_records.data ->> 'miss'), 0) AS misses
			FROM session_records
			LEFT JOIN event_records ON event_records.session_id = session_records.id
			WHERE ${CHOSEN}
			GROUP BY session_records.id
		)`,
	ofReport: ({ sessions, events, meaningful_sessions: meaningful, misses }) => [sessions, events, meaningful, misses],
	ofRows: ([row]) => [row?.["sessions"], row?.["events"], row?.["meaningful"], row?.["misses"]],
};

const series: Question<Series> = {
	question: "sessions a day",
	report: "series?grain=day",
	sql: `SELECT
			date(started_at / 1000, 'unixepoch') AS day,
			count(*) AS sessions,
			sum(events) AS events
		FROM session_records
		WHERE ${CHOSEN}
		GROUP BY day
		ORDER BY day`,
	ofReport: ({ sessions, events }) => sessions.flatMap((count, day) => (count === 0 ? [] : [[count, events[day]]])),
	ofRows: (rows) => rows.map(({ sessions, events }) => [sessions, events]),
};

const week: Question<Week> = {
	question: "hours of the week",
	report: "week?",
	sql: `SELECT
			(strftime('%w', started_at / 1000, 'unixepoch') + 6) % 7 AS day,
			CAST(strftime('%H', started_at / 1000, 'unixepoch') AS INTEGER) AS hour,
			count(*) AS sessions
		FROM session_records
		WHERE ${CHOSEN}
		GROUP BY day, hour
		ORDER BY day, hour`,
	ofReport: ({ sessions }) =>
		sessions.flatMap((hours, day) => hours.flatMap((count, hour) => (count === 0 ? [] : [[day, hour, count]]))),
	ofRows: (rows) => rows.map(({ day, hour, sessions }) => [day, hour, sessions]),
};

const targets: Question<Elements> = {
	question: "ten largest targets",
	report: "elements?kind=target&limit=10",
	sql: `SELECT
			event_records.data ->> 'target' AS name,
			count(*) AS events,
			count(DISTINCT session_id) AS sessions
		FROM session_records
		JOIN event_records ON event_records.session_id = session_records.id
		WHERE ${CHOSEN} AND action <> 'screen' AND event_records.data ->> 'target' IS NOT NULL
		GROUP BY name
		ORDER BY events DESC, name
		LIMIT 10`,
	ofReport: ({ elements }) => elements.map(({ name, events, sessions }) => [name, events, sessions]),
	ofRows: (rows) => rows.map(({ name, events, sessions }) => [name, events, sessions]),
};

/** Puts the same questions to the reports and to the rows, about the last month and about all days. */
export async function measureRows(
	url: string,
	path: string,
	facts: HistoryFacts,
	samples: number,
): Promise<RowFigures[]> {
	using database = new Database(path, { readonly: true });
	const figures: RowFigures[] = [];
	for (const days of [30, facts.days]) {
		const to = facts.firstDayAt + facts.days * DAY_MS;
		const range = { from: to - days * DAY_MS, to };
		figures.push({ ...(await compare(url, database, totals, range, samples)), days });
		figures.push({ ...(await compare(url, database, series, range, samples)), days });
		figures.push({ ...(await compare(url, database, week, range, samples)), days });
		figures.push({ ...(await compare(url, database, targets, range, samples)), days });
	}
	return figures;
}

async function compare<Report>(
	url: string,
	database: Database,
	{ question, report, sql, ofReport, ofRows }: Question<Report>,
	{ from, to }: { from: number; to: number },
	samples: number,
): Promise<Omit<RowFigures, "days">> {
	const dateOf = (at: number) => new Date(at).toISOString().slice(0, 10);
	// The rows know nothing of excluded days and faulty screens.
	const selection = {
		zone: "UTC",
		excluded: "include",
		faulty: "include",
		from: dateOf(from),
		to: dateOf(to - DAY_MS),
	};
	const address = addressOf(report, new URLSearchParams(selection));
	const statement = database.query<Row, [number, number]>(sql);
	const [reportMs, rowsMs]: [number[], number[]] = [[], []];
	for (let sample = 0; sample < samples; sample++) {
		const asked = await ask<Report>(url, address);
		const startedMs = performance.now();
		const rows = statement.all(from, to);
		rowsMs.push(performance.now() - startedMs);
		reportMs.push(asked.ms);
		if (!Bun.deepEquals(ofReport(asked.report), ofRows(rows))) {
			throw new Error(`${question}: the report and the rows do not agree`);
		}
	}
	return { question, reportMs: median(reportMs), rowsMs: median(rowsMs) };
}

import { follow, go, part } from "../address.ts";
import { formatNumber, formatSeconds, formatTime, texts } from "../language.ts";
import { kiosks, selectionQuery } from "../selection.ts";
import { useRequest } from "../use-request.ts";
import { type SessionRow, Timeline } from "./sessions/timeline.tsx";

/** Sessions on one page. */
const PAGE_SESSIONS = 50;

/** Columns that the list can be sorted by. */
const COLUMNS = [
	["started_at", texts.started],
	["consumer_id", texts.kiosk],
	["events", texts.events],
	["duration_ms", texts.duration],
	["stop_reason", texts.ended],
] as const;

/** The list of sessions, and one of them, event by event. */
export default function SessionsView() {
	const session = part("session");
	return session === "" ? <SessionList /> : <Timeline id={session} />;
}

function SessionList() {
	const { from = "", to = "", zone = "UTC", consumer = "" } = selectionQuery();
	const sort = COLUMNS.find(([name]) => name === part("sort"))?.[0] ?? "started_at";
	const upwards = part("upwards") === "1";
	const { answer, error, loading } = useRequest<{ sessions: SessionRow[]; next: string | null }>("sessions", {
		from: localMidnight(from, zone),
		to: localMidnight(to, zone, 1),
		...(consumer === "" ? {} : { consumer }),
		...(part("action") === "" ? {} : { action: part("action") }),
		[upwards ? "sort" : "sort.desc"]: sort,
		limit: `${PAGE_SESSIONS}`,
		...(part("after") === "" ? {} : { after: part("after") }),
	});
	const nameOf = (id: number | null) => kiosks.value.find((kiosk) => kiosk.id === id)?.name ?? texts.unknown;
	return (
		<section class="panel wide" aria-busy={loading}>
			<header>
				<h2>{texts.sessions}</h2>
				<div class="tools">
					<input
						type="search"
						placeholder={texts.search}
						aria-label={texts.search}
						value={part("action")}
						onChange={({ currentTarget: { value } }) => go({ action: value, after: "" })}
					/>
				</div>
			</header>
			{error !== undefined && (
				<p class="problem" role="alert">
					{error.message}
				</p>
			)}
			{answer !== undefined && answer.sessions.length === 0 && <p class="nothing">{texts.empty}</p>}
			{answer !== undefined && answer.sessions.length > 0 && (
				<table class="list">
					<thead>
						<tr>
							{COLUMNS.map(([name, text]) => (
								<th key={name} scope="col" aria-sort={name !== sort ? "none" : upwards ? "ascending" : "descending"}>
									<a {...follow({ sort: name, upwards: name === sort && !upwards ? "1" : "", after: "" })}>
										{text}
										{name === sort && <span aria-hidden="true">{upwards ? " ↑" : " ↓"}</span>}
									</a>
								</th>
							))}
						</tr>
					</thead>
					<tbody>
						{answer.sessions.map((row) => (
							<tr key={row.id}>
								<th scope="row">
									<a {...follow({ session: `${row.id}` })}>{formatTime(row.started_at, zone)}</a>
								</th>
								<td>{nameOf(row.consumer_id)}</td>
								<td>{formatNumber(row.events)}</td>
								<td>{formatSeconds(row.duration_ms / 1000)}</td>
								<td>{row.stop_reason ?? (row.stopped_at === null ? texts.openNow : "")}</td>
							</tr>
						))}
					</tbody>
				</table>
			)}
			{typeof answer?.next === "string" && (
				<p>
					<a class="button" {...follow({ after: answer.next })}>
						{texts.more}
					</a>
				</p>
			)}
		</section>
	);
}

const DAY_MS = 86_400_000;

/** When a date begins in a zone, as the lists take it. */
function localMidnight(date: string, zone: string, addedDays = 0): string {
	const utc = Date.parse(date) + addedDays * DAY_MS;
	const shown = new Intl.DateTimeFormat("sv", { timeZone: zone, dateStyle: "short", timeStyle: "medium" });
	const offset = (at: number) => Date.parse(`${shown.format(at).replace(" ", "T")}Z`) - at;
	// Asked twice: the first guess may lie on the other side of a change of the clocks.
	return new Date(utc - offset(utc - offset(utc))).toISOString();
}

import { useEffect, useMemo, useState } from "preact/hooks";
import { endingName } from "../../../figures/tables/dwell-table.ts";
import type { Session } from "../../../model/reports/session-answers.ts";
import { follow, part } from "../../address.ts";
import { formatNumber, formatSeconds, formats, formatTime, texts } from "../../language.ts";
import { Problem } from "../../parts/problem.tsx";
import { StepLink } from "../../parts/step-link.tsx";
import { chosenZone, nameOfKiosk } from "../../selection.ts";
import { useRequest } from "../../use-request.ts";
import { Badges } from "./badges.tsx";
import { EventList } from "./event-list.tsx";
import { listed } from "./list-order.ts";
import { ReplayPanel } from "./replay.tsx";
import { sectionsOf } from "./sections.ts";
import { useReplay } from "./use-replay.ts";

/** Milliseconds between two looks at a session that goes on. */
const FOLLOW_MS = 3000;

/** One session, event by event, and replayed touch by touch. */
export function Timeline({ id }: { readonly id: string }) {
	const [goesOn, setGoesOn] = useState(false);
	const { answer, error, loading, retry } = useRequest<{ report: Session }>(
		"reports/session",
		{ id },
		goesOn ? FOLLOW_MS : undefined,
	);
	useEffect(() => setGoesOn(answer?.report.open === true), [answer]);
	return (
		<section class="panel wide session" aria-busy={loading && answer === undefined}>
			<header>
				<h2>{texts.timeline}</h2>
				<div class="tools">
					<Neighbours id={Number(id)} />
					<a class="button" {...follow({ session: "", offset: part("offset") })}>
						{texts.allSessions}
					</a>
				</div>
			</header>
			{error !== undefined && <Problem error={error} retry={retry} />}
			{answer === undefined && error === undefined && <p class="skeleton">{texts.loading}</p>}
			{answer !== undefined && <Whole session={answer.report} />}
		</section>
	);
}

function Whole({ session }: { readonly session: Session }) {
	const { recorded, more } = session;
	const zone = chosenZone();
	const sections = useMemo(() => sectionsOf(session), [session]);
	const replay = useReplay(recorded);
	return (
		<>
			<Facts session={session} zone={zone} />
			{recorded.length === 0 ? (
				<p class="nothing">{texts.noEvents}</p>
			) : (
				<div class="event-by-event">
					<EventList sections={sections} replay={replay} zone={zone} />
					<ReplayPanel session={session} sections={sections} replay={replay} zone={zone} />
				</div>
			)}
			{more > 0 && <p class="hint">{formats.formatCount(texts.moreEvents, more)}</p>}
		</>
	);
}

function Facts({ session, zone }: { readonly session: Session; readonly zone: string }) {
	const { ending, language } = session;
	const facts = [
		[texts.kiosk, nameOfKiosk(session.consumer)],
		[texts.started, formatTime(session.started_at, zone), "wide"],
		[texts.duration, formatSeconds(session.dwell_seconds)],
		[texts.events, formatNumber(session.events)],
		[texts.target, formatNumber(session.targets)],
		[texts.misses, formatNumber(session.misses)],
		[texts.bursts, formatNumber(session.bursts)],
		[texts.language, language === null ? texts.unknown : formats.formatLanguage(language)],
		[texts.ending, endingName(ending ?? "open", texts), "widest"],
	];
	return (
		<dl class="session-facts">
			{facts.map(([name, text, width]) => (
				<div key={name} class={width}>
					<dt>{name}</dt>
					<dd>{text}</dd>
				</div>
			))}
			{(session.test || session.faulty || session.corrected) && (
				<div class="badges">
					<dt class="hidden">{texts.kind}</dt>
					<dd>
						<Badges {...session} open={false} />
					</dd>
				</div>
			)}
		</dl>
	);
}

/** The ways to the sessions beside it in the list, where one has come from there. */
function Neighbours({ id }: { readonly id: number }) {
	const at = listed.value.indexOf(id);
	if (at === -1) return null;
	const to = (other: number | undefined) =>
		other === undefined ? undefined : { session: `${other}`, offset: part("offset") };
	return (
		<>
			<StepLink text={texts.previousSession} sign="←" to={to(listed.value[at - 1])} />
			<StepLink text={texts.nextSession} sign="→" to={to(listed.value[at + 1])} />
		</>
	);
}

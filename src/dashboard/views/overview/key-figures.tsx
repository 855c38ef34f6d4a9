import type { Totals } from "../../../model/reports/answers.ts";
import { follow, part } from "../../address.ts";
import { formatChange, formatDecimal, formatNumber, formatSeconds, formatShare, formatTime } from "../../format.ts";
import { Panel } from "../../parts/panel.tsx";
import { type ReportAnswer, useReport } from "../../selection.ts";
import { fill, texts } from "../../texts/texts.ts";

interface Figure {
	readonly name: string;
	readonly text: string;
	readonly hint?: string;
	readonly change?: string | undefined;
	/** Whether more of it is better; where neither is, its change has no colour. */
	readonly moreIsBetter?: boolean;
}

/** The key figures with their change. */
export function KeyFigures() {
	const comparing = part("compare") !== "none";
	return (
		<Panel
			title={texts.overview}
			request={useReport<Totals>("totals", { compare: true })}
			wide
			tools={
				<a {...follow({ compare: comparing ? "none" : "" })} role="button" aria-pressed={comparing}>
					{texts.compare}
				</a>
			}
		>
			{(answer) => ({ picture: <Figures {...answer} />, note: <Notes {...answer} /> })}
		</Panel>
	);
}

function Figures({ report, compared }: ReportAnswer<Totals>) {
	return (
		<dl class="figures">
			{figuresOf(report, compared?.report).map(({ name, text, hint, change, moreIsBetter }) => (
				<div key={name}>
					<dt>{name}</dt>
					<dd>
						<span class="figure">{text}</span>
						{change !== undefined && <span class={toneOf(change, moreIsBetter)}>{change}</span>}
						{hint !== undefined && <span class="hint">{hint}</span>}
					</dd>
				</div>
			))}
		</dl>
	);
}

function toneOf(change: string, moreIsBetter: boolean | undefined): string {
	if (moreIsBetter === undefined || !/[-+−]/.test(change)) return "change";
	return change.includes("+") === moreIsBetter ? "change good" : "change bad";
}

function figuresOf(now: Totals, before: Totals | undefined): Figure[] {
	const change = (of: (totals: Totals) => number | null) =>
		before === undefined ? undefined : formatChange(of(now), of(before));
	const { dwell_seconds: dwell, use } = now;
	return [
		{ name: texts.sessions, text: formatNumber(now.sessions), change: change((of) => of.sessions), moreIsBetter: true },
		{
			name: texts.meaningful,
			text: formatNumber(now.meaningful_sessions),
			hint: texts.meaningfulHint,
			change: change((of) => of.meaningful_sessions),
			moreIsBetter: true,
		},
		{
			name: texts.eventsPerSession,
			text: formatDecimal(now.events_per_session),
			change: change((of) => of.events_per_session),
			moreIsBetter: true,
		},
		{
			name: texts.medianDwell,
			text: formatSeconds(dwell.median),
			hint: fill(texts.medianDwellHint, formatSeconds(dwell.mean), formatSeconds(dwell.p90)),
			change: change((of) => of.dwell_seconds.median),
			moreIsBetter: true,
		},
		{
			name: texts.bounceRate,
			text: formatShare(now.bounce_rate),
			hint: texts.bounceHint,
			change: change((of) => of.bounce_rate),
			moreIsBetter: false,
		},
		{
			name: texts.useShare,
			text: formatShare(use.share),
			hint: fill(texts.useHint, formatSeconds(use.open_seconds)),
			change: change((of) => of.use.share),
			moreIsBetter: true,
		},
		{
			name: texts.thorough,
			text: formatShare(now.thorough_rate),
			hint: texts.thoroughHint,
			change: change((of) => of.thorough_rate),
			moreIsBetter: true,
		},
		{ name: texts.misses, text: formatNumber(now.misses), change: change((of) => of.misses), moreIsBetter: false },
		{ name: texts.openNow, text: formatNumber(now.open_now) },
	];
}

/** What is not in the figures, and what they are compared with. */
function Notes({ report: { left_out: out }, compared, selection }: ReportAnswer<Totals>) {
	const parts = [
		...(out.test === 0 ? [] : [fill(texts.leftOutTest, formatNumber(out.test))]),
		...(out.faulty === 0 ? [] : [fill(texts.leftOutFaulty, formatNumber(out.faulty))]),
		...(out.excluded === 0 ? [] : [fill(texts.leftOutExcluded, formatNumber(out.excluded))]),
	];
	return (
		<p class="hint">
			{compared !== null &&
				fill(
					texts.comparedWith,
					`${formatTime(compared.selection.from, selection.zone)} – ${formatTime(compared.selection.to, selection.zone)}`,
				)}
			{compared !== null && parts.length > 0 && " · "}
			{parts.length > 0 && fill(texts.leftOut, parts.join(", "))}
		</p>
	);
}

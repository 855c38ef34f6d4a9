import type { Totals } from "../model/reports/answers.ts";
import type { Look } from "./look.ts";
import { fill } from "./texts/texts.ts";

/** A key figure. */
export interface KeyFigure {
	readonly name: string;
	readonly text: string;
	readonly hint?: string;
	/** How much more or less it is than what it is compared with. */
	readonly change?: string | undefined;
	readonly tone?: "good" | "bad" | undefined;
}

type Of = (totals: Totals) => number | null;

/**
 * The key figures with their change.
 * @param before what they are compared with
 */
export function keyFigures(now: Totals, before: Totals | undefined, look: Look): KeyFigure[] {
	const { texts, formats } = look;
	const openNow = { name: texts.openNow, text: formats.formatNumber(now.open_now), hint: texts.openNowHint };
	return [...rangeFigures(now, before, look), openNow];
}

/** Those of {@link keyFigures} that are about the range, and stay true. */
export function rangeFigures(now: Totals, before: Totals | undefined, { texts, formats }: Look): KeyFigure[] {
	const { formatNumber, formatCount, formatSeconds, formatShare, formatDecimal } = formats;
	const changed = (of: Of, better: "more" | "less") => {
		if (before === undefined) return {};
		const [one, other] = [of(now), of(before)];
		const change = formats.formatChange(one, other);
		// What rounds to nothing is neither good nor bad.
		if (one === null || other === null || change === formats.formatChange(1, 1)) return { change };
		return { change, tone: one > other === (better === "more") ? ("good" as const) : ("bad" as const) };
	};
	const figure = (
		name: string,
		of: Of,
		format: (value: number | null) => string,
		better: "more" | "less",
		hint?: string,
	) => ({
		name,
		text: format(of(now)),
		...(hint === undefined ? {} : { hint }),
		...changed(of, better),
	});
	const { dwell_seconds: dwell, use } = now;
	return [
		figure(
			texts.sessions,
			(of) => of.sessions,
			formatNumber,
			"more",
			fill(texts.sessionsHint, formatNumber(now.meaningful_sessions)),
		),
		figure(
			texts.medianDwell,
			(of) => of.dwell_seconds.median,
			formatSeconds,
			"more",
			fill(texts.medianDwellHint, formatSeconds(dwell.mean), formatSeconds(dwell.p90)),
		),
		figure(
			texts.eventsPerSession,
			(of) => of.events_per_session,
			formatDecimal,
			"more",
			formatCount(texts.eventsHint, now.events),
		),
		figure(
			texts.useShare,
			(of) => of.use.share,
			formatShare,
			"more",
			use.open_seconds === 0 ? texts.neverOpen : fill(texts.useHint, formatSeconds(use.open_seconds)),
		),
		figure(texts.thorough, (of) => of.thorough_rate, formatShare, "more", texts.thoroughHint),
		figure(texts.bounceRate, (of) => of.bounce_rate, formatShare, "less", texts.bounceHint),
		// By session: more visitors miss more.
		figure(
			texts.missesInHundred,
			(of) => (of.sessions === 0 ? null : (100 * of.misses) / of.sessions),
			formatDecimal,
			"less",
			`${formatCount(texts.missesHint, now.misses)}; ${formatCount(texts.burstsHint, now.bursts)}`,
		),
	];
}

/** What is not in the figures; `undefined` where nothing was left out. */
export function leftOut({ left_out: out }: Totals, { texts, formats }: Look): string | undefined {
	const parts = [
		...(out.test === 0 ? [] : [formats.formatCount(texts.leftOutTest, out.test)]),
		...(out.faulty === 0 ? [] : [formats.formatCount(texts.leftOutFaulty, out.faulty)]),
		...(out.excluded === 0 ? [] : [formats.formatCount(texts.leftOutExcluded, out.excluded)]),
	];
	return parts.length === 0 ? undefined : fill(texts.leftOut, parts.join(", "));
}

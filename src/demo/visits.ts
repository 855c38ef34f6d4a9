import type { PastSession } from "../model/reports/history.ts";
import type { Range } from "../model/reports/range.ts";
import { localDate, startOfDay } from "../model/reports/zone.ts";
import type { Instant } from "../model/time.ts";
import { KIOSKS } from "./exhibition.ts";
import type { Random } from "./random.ts";
import { makeFault, makeVisit } from "./visit.ts";

const HOUR_MS = 3_600_000;

/** Hours between opening and closing, and the clock at which it opens. */
export const OPEN = { fromHour: 10, toHour: 17 } as const;

/** When it opens on a day. */
export function openingOf(day: Temporal.PlainDate, zone: string): Instant {
	return day.toZonedDateTime({ timeZone: zone, plainTime: new Temporal.PlainTime(OPEN.fromHour) }).epochMilliseconds;
}

/** Closed on Mondays. */
export function isOpenOn(day: Temporal.PlainDate): boolean {
	return day.dayOfWeek !== 1;
}

/** The days, from the first of a range on, on which one kiosk was broken. */
const BROKEN = { consumer: 2, from: 40, to: 47 } as const;

/** Whether a kiosk gives no sign of life on a day of a range. */
export function isBroken(consumer: number, dayOfRange: number): boolean {
	return consumer === BROKEN.consumer && dayOfRange >= BROKEN.from && dayOfRange < BROKEN.to;
}

/**
 * Makes up the visits of a range, the oldest first within a day: more on week-ends and from the special exhibition on, school classes on
 * weekday mornings, rain, staff that try things out, and now and then a screen that touches itself.
 */
export function* makeVisits(random: Random, { from, to }: Range, zone: string): Generator<PastSession> {
	let day = localDate(from, zone);
	for (let dayOfRange = 0; startOfDay(day, zone) < to; dayOfRange++, day = day.add({ days: 1 })) {
		const opensAt = openingOf(day, zone);
		const weekend = day.dayOfWeek >= 6;
		const weather = random.chance(0.25) ? 1.5 : 1;
		const special = dayOfRange >= 55 ? 1.35 : 1;
		const visits: PastSession[] = [];
		for (const [consumer, kiosk] of KIOSKS.entries()) {
			if (!isOpenOn(day) || isBroken(consumer, dayOfRange)) continue;
			const wanted = kiosk.visitors * (weekend ? 1.7 : 1) * weather * special * (0.8 + 0.4 * random.next());
			for (let visitor = 0; visitor < wanted; visitor++) {
				const mood = { hurried: false, test: random.chance(0.006) };
				visits.push(makeVisit(random, kiosk, consumer, openAt(opensAt, afternoon(random)), mood));
			}
			if (!weekend && random.chance(0.3)) {
				const arrival = 0.1 + 0.25 * random.next();
				for (let pupil = 0; pupil < 18; pupil++) {
					const at = openAt(opensAt, arrival + 0.1 * random.next());
					visits.push(makeVisit(random, kiosk, consumer, at, { hurried: true, test: false }));
				}
			}
			if (consumer === 3 && random.chance(0.06))
				visits.push(makeFault(random, kiosk, consumer, openAt(opensAt, random.next())));
		}
		yield* visits
			.filter(({ startedAt }) => startedAt >= from && startedAt < to)
			.sort((one, other) => one.startedAt - other.startedAt);
	}
}

/** Most come in the early afternoon. */
function afternoon(random: Random): number {
	return (random.next() + random.next() + random.next() * 0.7) / 2.7;
}

function openAt(opensAt: Instant, share: number): Instant {
	return Math.round(opensAt + share * (OPEN.toHour - OPEN.fromHour) * HOUR_MS);
}

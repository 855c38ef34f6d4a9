import type { PastEvent, PastSession } from "../model/reports/history.ts";
import type { Instant } from "../model/time.ts";
import { BACK, DEAD_SPOTS, HOME, type Kiosk, TARGETS } from "./exhibition.ts";
import type { Random } from "./random.ts";

/** Seconds without a touch after which the page stops the session. */
const IDLE_SECONDS = 60;

const LANGUAGES = [
	["nb", 5],
	["en", 4],
	["de", 2],
] as const;

/** What is special about a visit. */
export interface Mood {
	/** A school class: short, and wild. */
	readonly hurried: boolean;
	readonly test: boolean;
}

/** Makes up one visit to a kiosk. */
export function makeVisit(random: Random, kiosk: Kiosk, consumer: number, startedAt: Instant, mood: Mood): PastSession {
	const language = random.pick(LANGUAGES);
	const view = { viewportWidth: kiosk.width, viewportHeight: kiosk.height };
	const events: PastEvent[] = [];
	let at = startedAt;
	let screen = HOME;
	const tell = (action: string, data: object) =>
		events.push({ at, action, data: JSON.stringify({ ...data, page: "/", screen }) });
	const tap = (x: number, y: number, spread: number, more: object) => {
		const clickX = Math.round(clamp(x + spread * random.normal()) * (kiosk.width - 1));
		const clickY = Math.round(clamp(y + spread * random.normal()) * (kiosk.height - 1));
		tell("click", { ...more, clickX, clickY, ...view, pointer: "touch" });
	};
	const show = (next: string) => {
		screen = next;
		tell("screen", { language });
	};
	// Log-normal, as dwell times are: most stay for a minute, some for a quarter of an hour.
	const seconds = Math.exp(3.7 + 1.1 * random.normal()) * kiosk.patience * (mood.hurried ? 0.5 : 1);
	// Some only try whether it can be touched.
	const end = random.chance(0.14) ? startedAt : startedAt + seconds * 1000;
	const pace = mood.hurried ? 1.2 : 4;
	do {
		const dead = DEAD_SPOTS[screen];
		if (dead !== undefined && random.chance(0.07)) {
			const taps = random.chance(0.3) ? 3 : 1;
			for (let more = 0; more < taps; more++) {
				tap(...dead, more === 0 ? 0.02 : 0.002, { miss: true });
				at += 250;
			}
		} else if (screen !== HOME && random.chance(0.35)) {
			tap(BACK.x, BACK.y, 0.008, { target: "back" });
			show(HOME);
		} else {
			const here = TARGETS.filter((target) => target.screen === screen);
			const target = random.pick((here.length > 0 ? here : TARGETS).map((each) => [each, each.weight] as const));
			tap(target.x, target.y, 0.013, { target: target.name });
			if (target.opens !== undefined) show(target.opens);
			if (target.seconds !== undefined) at = play(target.name, target.seconds);
		}
		at += Math.round(400 + Math.exp(0.7 * random.normal()) * pace * 1000);
	} while (at < end);
	const stopped = random.chance(0.93);
	const last = events.at(-1)?.at ?? startedAt;
	return {
		consumer,
		startedAt,
		stoppedAt: stopped ? last + IDLE_SECONDS * 1000 : undefined,
		reason: random.chance(0.12) ? "goodbye" : "idle",
		test: mood.test,
		data: JSON.stringify({ page: "/", screen: HOME, language, ...view }),
		events,
	};

	function play(target: string, duration: number): Instant {
		tell("play", { target, position: 0, duration });
		const heard = random.chance(0.25) ? duration : duration * random.next() ** 1.5;
		at += Math.round(heard * 1000);
		tell(heard === duration ? "ended" : "pause", { target, position: Math.round(heard * 10) / 10, duration });
		return at;
	}
}

/** What a screen with a fault does when nobody is near: one spot, every two seconds. */
export function makeFault(random: Random, kiosk: Kiosk, consumer: number, startedAt: Instant): PastSession {
	const view = { viewportWidth: kiosk.width, viewportHeight: kiosk.height };
	const data = JSON.stringify({ clickX: 1711, clickY: 46, ...view, page: "/", screen: HOME, miss: true });
	const events = Array.from({ length: 40 }, (_, index) => ({
		at: Math.round(startedAt + index * 2000 + random.next() * 20),
		action: "click",
		data,
	}));
	const stoppedAt = startedAt + 40 * 2000 + IDLE_SECONDS * 1000;
	return {
		consumer,
		startedAt,
		stoppedAt,
		reason: "idle",
		test: false,
		data: JSON.stringify({ page: "/", screen: HOME, language: "nb", ...view }),
		events,
	};
}

function clamp(share: number): number {
	return Math.max(0, Math.min(1, share));
}

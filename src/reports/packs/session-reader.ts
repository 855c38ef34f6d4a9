import { CLICK_ACTION } from "../../model/event.ts";
import { placeText } from "../../model/reports/place.ts";
import {
	FLAGS,
	MOST_DWELL_SECONDS,
	MOST_HEARD_MS,
	POINT_STEPS,
	type Point,
	type SessionFacts,
	TAP,
} from "./session-facts.ts";
import { Taps } from "./taps.ts";
import type { Terms } from "./terms.ts";

/** A session as its row is. */
export interface SessionRow {
	readonly id: number;
	readonly consumer_id: number;
	readonly started_at: number;
	readonly started_at_client: number | null;
	readonly stopped_at: number | null;
	readonly stop_reason: string | null;
	readonly data: string | null;
	readonly test: number;
	readonly events: number;
	readonly last_received_at: number;
	/** 1 where its pack speaks for it. */
	readonly packed: number;
}

/** An event as its row is. */
export interface EventRow {
	readonly id: number;
	readonly ts: number;
	readonly ts_client: number | null;
	readonly action: string;
	readonly data: string | null;
}

/** Events that tell how far media were played. */
const MEDIA_ACTIONS: ReadonlySet<string> = new Set(["play", "pause", "ended"]);

/** Whether an action tells how far media were played. */
export function isMedia(action: string): boolean {
	return MEDIA_ACTIONS.has(action);
}

export const SCREEN_ACTION = "screen";

/** Why a session was stopped where the client gave no reason. */
export const STOPPED = "stopped";

/** Turns the rows of one session into its facts, event by event, in the order of their times. */
export class SessionReader {
	readonly #taps = new Taps();
	readonly #targets = new Set<number>();
	readonly #trail = {
		screen: 0,
		at: [] as number[],
		actions: [] as number[],
		names: [] as number[],
		extras: [] as number[],
	};
	readonly #points: Point[] = [];
	#misses = 0;
	#bursts = 0;
	#firstAt: number | undefined;
	#last: Pick<EventRow, "ts" | "id"> = { ts: Number.NEGATIVE_INFINITY, id: 0 };
	#lastId = 0;
	#corrected = false;

	constructor(
		private readonly terms: Terms,
		private readonly startedAt: number,
		sessionData: string | null,
	) {
		const screen = screenOf(asObject(sessionData));
		this.#trail.screen = screen === undefined ? 0 : terms.idOf("name", screen);
	}

	/** The largest id so far: of an event that came late it is not the last one's. */
	get lastId(): number {
		return this.#lastId;
	}

	get events(): number {
		return this.#trail.at.length;
	}

	/** @returns `false` for an event that is not later than those before: then all must be read anew */
	add(row: EventRow): boolean {
		if (row.ts < this.#last.ts || (row.ts === this.#last.ts && row.id < this.#last.id)) return false;
		this.#firstAt ??= row.ts;
		this.#last = row;
		this.#lastId = Math.max(this.#lastId, row.id);
		this.#corrected ||= row.ts_client !== null;
		const data = asObject(row.data);
		const name = row.action === SCREEN_ACTION ? textOf(data["screen"]) : textOf(data["target"]);
		const id = name === undefined ? 0 : this.terms.idOf("name", name);
		const extra = this.#extraOf(row, data);
		const isMiss = row.action === CLICK_ACTION && (extra & TAP.miss) !== 0;
		if (row.action !== SCREEN_ACTION && id !== 0 && !isMiss) this.#targets.add(id);
		this.#trail.at.push(row.ts - this.startedAt);
		this.#trail.actions.push(this.terms.idOf("action", row.action));
		this.#trail.names.push(id);
		this.#trail.extras.push(extra);
		return true;
	}

	/** All that is known so far. */
	facts(session: SessionRow): SessionFacts {
		const language = textOf(asObject(session.data)["language"]);
		const corrected = this.#corrected || session.started_at_client !== null;
		return {
			id: session.id,
			startedAt: session.started_at,
			heardMs: Math.min(MOST_HEARD_MS, Math.abs(session.last_received_at - session.started_at)),
			dwellSeconds:
				this.#firstAt === undefined
					? 0
					: Math.min(MOST_DWELL_SECONDS, Math.floor((this.#last.ts - this.#firstAt) / 1000)),
			events: this.#trail.at.length,
			misses: this.#misses,
			bursts: this.#bursts,
			targets: this.#targets.size,
			flags:
				(session.test === 1 ? FLAGS.test : 0) |
				(this.#taps.looksFaulty ? FLAGS.faulty : 0) |
				(corrected ? FLAGS.corrected : 0) |
				(session.last_received_at < session.started_at ? FLAGS.ahead : 0),
			language: language === undefined ? 0 : this.terms.idOf("language", language),
			ending: session.stopped_at === null ? 0 : this.terms.idOf("ending", session.stop_reason || STOPPED),
			trail: this.#trail,
			points: this.#points,
		};
	}

	#extraOf({ action, ts }: EventRow, data: Readonly<Record<string, unknown>>): number {
		if (action === CLICK_ACTION) return this.#readTap(ts, data);
		if (!isMedia(action)) return 0;
		const { position, duration } = data;
		if (action === "ended") return 101;
		if (!isNumber(position) || !isNumber(duration) || duration <= 0) return 1;
		return 1 + Math.max(0, Math.min(100, Math.floor((position / duration) * 100)));
	}

	#readTap(at: number, data: Readonly<Record<string, unknown>>): number {
		const { clickX: x, clickY: y, viewportWidth: width, viewportHeight: height } = data;
		const placed = isNumber(x) && isNumber(y);
		const burst = placed && this.#taps.add({ at, x, y });
		const miss = data["miss"] === true;
		if (miss) this.#misses++;
		if (burst) this.#bursts++;
		const tap = (miss ? TAP.miss : 0) | (burst ? TAP.burst : 0);
		if (placed && isLength(width) && isLength(height)) {
			const viewport = { width: Math.round(width), height: Math.round(height) };
			const place = placeText({ screen: screenOf(data) ?? "", ...viewport });
			this.#points.push({ place: this.terms.idOf("place", place), x: stepOf(x / width), y: stepOf(y / height), tap });
		}
		return tap;
	}
}

function stepOf(share: number): number {
	return Math.max(0, Math.min(POINT_STEPS - 1, Math.floor(share * POINT_STEPS)));
}

export function screenOf(data: Readonly<Record<string, unknown>>): string | undefined {
	return textOf(data["screen"]) ?? textOf(data["page"]);
}

/** Names are texts; a frontend of 2017 may have sent numbers. */
export function textOf(value: unknown): string | undefined {
	if (typeof value === "number") return `${value}`;
	return typeof value === "string" && value !== "" ? value : undefined;
}

export function isNumber(value: unknown): value is number {
	return typeof value === "number" && Number.isFinite(value);
}

export function isLength(value: unknown): value is number {
	return isNumber(value) && value >= 1 && value <= 100_000;
}

const NOTHING: Readonly<Record<string, unknown>> = {};

/** The members of data, where it is a JSON object; 2017 took any text. */
export function asObject(data: string | null): Readonly<Record<string, unknown>> {
	if (data === null || !data.startsWith("{")) return NOTHING;
	try {
		return JSON.parse(data) as Readonly<Record<string, unknown>>;
	} catch {
		return NOTHING;
	}
}

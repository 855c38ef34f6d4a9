import type { Session, SessionEvent } from "../../../model/reports/session-answers.ts";

/** An event with its place among all of the session. */
export interface PlacedEvent {
	readonly index: number;
	readonly event: SessionEvent;
	/** Milliseconds since the event before; `undefined` of the first. */
	readonly sinceMs: number | undefined;
}

/** What happened on one screen, from when it was shown until another was. */
export interface Section {
	/** Null where the page tells of no screens. */
	readonly screen: string | null;
	/** The place of the event that told of the screen; `undefined` where the session began on it, or a touch told of it. */
	readonly shownBy: number | undefined;
	readonly startedAt: string;
	readonly endedAt: string;
	readonly events: readonly PlacedEvent[];
}

/** Takes a session apart by the screens that were shown. */
export function sectionsOf({ recorded, started_at, data }: Session): Section[] {
	const sections: { screen: string | null; shownBy: number | undefined; startedAt: string; events: PlacedEvent[] }[] =
		[];
	const show = (screen: string | null, startedAt: string, shownBy?: number) =>
		sections.push({ screen, shownBy, startedAt, events: [] });
	show(firstScreen(data), recorded[0]?.time ?? started_at);
	for (const [index, event] of recorded.entries()) {
		const section = sections.at(-1);
		const before = recorded[index - 1];
		const sinceMs = before === undefined ? undefined : Date.parse(event.time) - Date.parse(before.time);
		if (event.action === "screen") {
			// The page tells at its start of the screen that the session began on.
			if (section?.screen === event.screen && section.events.length === 0) sections.pop();
			show(event.screen, event.time, index);
			continue;
		}
		if (event.screen !== null && event.screen !== section?.screen) {
			if (section?.events.length === 0 && section.shownBy === undefined) sections.pop();
			show(event.screen, event.time);
		}
		sections.at(-1)?.events.push({ index, event, sinceMs });
	}
	const last = recorded.at(-1)?.time ?? started_at;
	return sections.map((section, at) => ({ ...section, endedAt: sections[at + 1]?.startedAt ?? last }));
}

/** The section that an event belongs to. */
export function sectionAt(sections: readonly Section[], index: number): Section | undefined {
	return sections.findLast(({ shownBy, events }) => (shownBy ?? events[0]?.index ?? Number.POSITIVE_INFINITY) <= index);
}

function firstScreen(data: unknown): string | null {
	if (typeof data !== "object" || data === null) return null;
	const { screen, page } = data as Record<string, unknown>;
	const named = [screen, page].find((name) => typeof name === "string" && name !== "");
	return typeof named === "string" ? named : null;
}

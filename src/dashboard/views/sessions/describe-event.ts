import type { SessionEvent } from "../../../model/reports/session-answers.ts";
import { formatShare, texts } from "../../language.ts";

/** Members of an event's data that are shown in their own way, or say nothing to who watches visitors. */
const TOLD = new Set([
	...["target", "screen", "page", "clickX", "clickY", "viewportWidth", "viewportHeight", "pointer", "miss"],
	...["position", "duration", "language"],
]);

/** Characters of an event's data that are shown. */
const SHOWN_CHARACTERS = 300;

/** An event in a line. */
export function describeEvent({ action, target, screen, miss, burst, played }: SessionEvent): string {
	const name = action === "screen" ? screen : target;
	return [
		action === "click" && name !== null ? undefined : action,
		name,
		played === null ? undefined : playedText(played),
		miss ? texts.miss : undefined,
		burst ? texts.burst : undefined,
	]
		.filter((part) => part !== undefined && part !== null)
		.join(" · ");
}

/** How far media were played. */
export function playedText(percent: number): string {
	return texts.playedTo.replace("{}", formatShare(percent / 100));
}

/** What else an event tells; empty where that is nothing. */
export function restOf(data: unknown): string {
	if (data === null || data === "") return "";
	if (typeof data !== "object" || Array.isArray(data))
		return shorten(typeof data === "string" ? data : JSON.stringify(data));
	const rest = Object.entries(data).filter(([name]) => !TOLD.has(name));
	return shorten(
		rest.map(([name, value]) => `${name}: ${typeof value === "string" ? value : JSON.stringify(value)}`).join(" · "),
	);
}

function shorten(text: string): string {
	return text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS).toWellFormed()}…` : text;
}

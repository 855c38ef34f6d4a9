import { html } from "../html.ts";
import type { PaperLook } from "../paper-look.ts";
import { printSection } from "../parts/section.ts";

/** What the figures are, for who reads them for the first time. */
export function printMeanings({ texts, words }: PaperLook) {
	const meanings: [string, string][] = [
		[texts.sessions, words.sessionMeaning],
		[texts.events, words.eventMeaning],
		[texts.duration, words.dwellMeaning],
		[texts.survival, words.survivalMeaning],
		[texts.useShare, words.useMeaning],
		[texts.thorough, words.thoroughMeaning],
		[texts.bounceRate, words.bounceMeaning],
		[texts.reach, words.reachMeaning],
		[texts.holding, words.holdingMeaning],
		[`${texts.firstShare}, ${texts.lastShare}`, words.firstMeaning],
		[texts.misses, words.missMeaning],
		[texts.bursts, words.burstMeaning],
		[texts.noSignal, words.signalMeaning],
		[texts.faulty, words.faultyMeaning],
	];
	return printSection(
		{ title: words.meanings, together: true },
		html`<dl class="meanings">${meanings.map(([name, text]) => html`<div><dt>${name}</dt><dd>${text}</dd></div>\n`)}</dl>`,
	);
}

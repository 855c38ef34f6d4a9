import { Html, html } from "./html.ts";
import type { PageAnswers } from "./page-answers.ts";
import type { PaperLook } from "./paper-look.ts";
import { printAudience } from "./sections/audience.ts";
import { printCourse } from "./sections/course.ts";
import { printDwell } from "./sections/dwell.ts";
import { printElements, printTargets } from "./sections/elements.ts";
import { printFrustration } from "./sections/frustration.ts";
import { printHeading } from "./sections/heading.ts";
import { printKeyFigures } from "./sections/key-figures.ts";
import { printMeanings } from "./sections/meanings.ts";
import { printPlaces } from "./sections/places.ts";
import { printTrust } from "./sections/trust.ts";
import { printWeek } from "./sections/week.ts";
import base from "./styles/base.css" with { type: "text" };
import paper from "./styles/paper.css" with { type: "text" };
import parts from "./styles/parts.css" with { type: "text" };
import phone from "./styles/phone.css" with { type: "text" };

/** Nothing runs in it, and nothing is fetched by it. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

/** Makes the page: one file that needs no other, for a screen and for A4. */
export function printReport(answers: PageAnswers, look: PaperLook): string {
	const { selection, totals, targets, screens, media } = answers;
	const { texts, words, formats } = look;
	const range = formats.formatRange(selection.from, selection.to, selection.zone);
	const sections =
		totals.sessions === 0
			? [html`<p class="nothing">${texts.empty}</p>\n`, printTrust(answers, look)]
			: [
					printKeyFigures(answers, look),
					printCourse(answers, look),
					printWeek(answers, look),
					printDwell(answers, look),
					printTargets(targets, look),
					printElements(texts.screen, screens, look),
					printElements(texts.media, media, look),
					printAudience(answers, look),
					printPlaces(answers, look),
					printFrustration(answers, look),
					printTrust(answers, look),
					printMeanings(look),
				];
	return html`<!doctype html>
<html lang="${formats.language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width">
<title>${words.title}, ${range} · Microticks</title>
<style>
${new Html(base + parts + phone + paper)}</style>
</head>
<body>
<main>
${printHeading(answers, look)}${sections.filter((section) => section !== undefined)}</main>
</body>
</html>
`.text;
}

import { punchCardOption } from "../../figures/charts/punch-card.ts";
import { weekTable } from "../../figures/tables/week-table.ts";
import { fill } from "../../figures/texts/texts.ts";
import type { PageAnswers } from "../page-answers.ts";
import type { PaperLook } from "../paper-look.ts";
import { printDrawing } from "../parts/drawing.ts";
import { printSection } from "../parts/section.ts";

/** In pixels. */
const HEIGHT = 190;

/** Sessions by hour and day of the week. */
export function printWeek({ week }: PageAnswers, look: PaperLook) {
	const { texts, words, formats } = look;
	const most = Math.max(...week.sessions.flat());
	const day = week.sessions.findIndex((hours) => hours.includes(most));
	const hour = week.sessions[day]?.indexOf(most) ?? 0;
	const summary = fill(words.busiest, formats.weekdaysInFull[day] ?? "", hour, hour + 1, formats.formatNumber(most));
	return printSection(
		{ title: texts.week, together: true, hint: summary },
		printDrawing(
			{
				title: `${texts.week}: ${texts.weekHint}`,
				option: (width) => punchCardOption(week, look, width, HEIGHT),
				height: HEIGHT,
				size: "wide",
				table: weekTable(week, look),
			},
			look,
		),
	);
}

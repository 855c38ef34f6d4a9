import { formats, texts } from "../../language.ts";
import type { OwnerSettings } from "../../owner.ts";

type Hours = OwnerSettings["opening_hours"];

/** When it is open, day by day, as people write it: `10:00-12:00, 13:00-17:00`. */
export function OpeningHours({ week, onChange }: { readonly week: Hours; readonly onChange: (week: Hours) => void }) {
	const first = textOf(week, 0) === "" ? textOf(week, 1) : textOf(week, 0);
	return (
		<fieldset>
			<legend class="hidden">{texts.openingHours}</legend>
			<p class="hint">{texts.openingHint}</p>
			<div class="hours">
				{formats.weekdays.map((day, index) => (
					<label key={day}>
						{day}
						<input
							value={textOf(week, index)}
							pattern="(\s*\d\d:\d\d\s*-\s*\d\d:\d\d\s*(,|$))*"
							placeholder={first === "" ? "10:00-17:00" : texts.closed}
							onChange={({ currentTarget: { value } }) => onChange(withDay(week, index, value))}
						/>
					</label>
				))}
			</div>
		</fieldset>
	);
}

function textOf(week: Hours, day: number): string {
	return (week[day] ?? []).map(({ from, to }) => `${from}-${to}`).join(", ");
}

/** The week with one day's hours as they were written; a week without any is none. */
function withDay(week: Hours, day: number, text: string): Hours {
	const hours = [...text.matchAll(/(\d\d:\d\d)\s*-\s*(\d\d:\d\d)/g)].map(([, from = "", to = ""]) => ({ from, to }));
	const changed = formats.weekdays.map((_, index) => (index === day ? hours : (week[index] ?? [])));
	return changed.every((each) => each.length === 0) ? [] : changed;
}

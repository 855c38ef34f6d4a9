import { go } from "../../address.ts";
import { formats, texts } from "../../language.ts";
import { chosenComparison, chosenRange, type DateRange, rangeBefore, today, yearBefore } from "../../range.ts";
import { settings } from "../../selection.ts";
import { DateField } from "../date-field.tsx";
import { Menu } from "../menu.tsx";

/** Notes that can be compared around: the last ones. */
const SHOWN_NOTES = 12;

/** What the figures are compared with: the range before, a year before, any other, or the time before a note. */
export function CompareMenu({ zone }: { readonly zone: string }) {
	const chosen = chosenComparison();
	const range = chosenRange(zone);
	const year = inAddress(yearBefore(range));
	const other = typeof chosen === "string" || inAddress(chosen) === year ? undefined : chosen;
	const isYear = typeof chosen !== "string" && other === undefined;
	const label = isYear ? texts.yearBefore : other !== undefined ? texts.otherRange : texts.noComparison;
	const setOther = (dates: DateRange) => go({ compare: inAddress(dates) });
	const notes = (settings.value?.notes ?? [])
		.filter(({ date }) => date <= today(zone))
		.toSorted((one, other) => (one.date < other.date ? 1 : -1))
		.slice(0, SHOWN_NOTES);
	return (
		<Menu label={chosen === "before" ? texts.compare : `${texts.compare}: ${label}`} active={chosen !== "before"}>
			{(close) => {
				const choice = (value: string, text: string, isChosen: boolean, isAll = true) => (
					// biome-ignore lint/a11y/useKeyWithClickEvents: whoever goes through the choices by keys wants the menu open.
					<label
						class="check"
						onClick={({ detail }) => {
							if (isAll && detail > 0) close();
						}}
					>
						<input type="radio" name="compare" checked={isChosen} onChange={() => go({ compare: value })} />
						{text}
					</label>
				);
				return (
					<>
						<fieldset class="choices">
							<legend>{texts.compare}</legend>
							{choice("", texts.rangeBefore, chosen === "before")}
							{choice(year, texts.yearBefore, isYear)}
							{choice("none", texts.noComparison, chosen === "none")}
							{/* It begins as the range before, from which one goes on. */}
							{choice(inAddress(other ?? rangeBefore(range)), texts.otherRange, other !== undefined, false)}
							{other !== undefined && (
								<div class="dates">
									<DateField
										label={`${texts.compare}: ${texts.from}`}
										value={other.from}
										onChoose={(from) => setOther({ ...other, from })}
									/>
									<span aria-hidden="true">–</span>
									<DateField
										label={`${texts.compare}: ${texts.to}`}
										value={other.to}
										onChoose={(to) => setOther({ ...other, to })}
									/>
								</div>
							)}
						</fieldset>
						{notes.length > 0 && (
							<fieldset class="choices">
								<legend>{texts.beforeAndAfter}</legend>
								{notes.map(({ date, text }) => (
									<button
										type="button"
										class="plain"
										key={`${date} ${text}`}
										onClick={() => {
											go({ range: "", from: date, to: range.to < date ? today(zone) : range.to, compare: "" });
											close();
										}}
									>
										{text} <span class="hint">{formats.formatDate(`${date}T12:00:00Z`, "UTC")}</span>
									</button>
								))}
							</fieldset>
						)}
					</>
				);
			}}
		</Menu>
	);
}

/** As the address and the reports have it. */
function inAddress({ from, to }: DateRange): string {
	return `${from}/${to}`;
}

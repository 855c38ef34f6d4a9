import { go, part } from "../../address.ts";
import { formats, texts } from "../../language.ts";
import { chosenRange, today, yearBefore } from "../../range.ts";
import { settings } from "../../selection.ts";
import { Menu } from "../menu.tsx";

/** Notes that can be compared around: the last ones. */
const SHOWN_NOTES = 12;

/** What the figures are compared with: the range before, a year before, any other, or the time before a note. */
export function CompareMenu({ zone }: { readonly zone: string }) {
	const compare = part("compare") || "before";
	const range = chosenRange(zone);
	const year = yearBefore(range);
	const [otherFrom = "", otherTo = ""] = compare.includes("/") ? compare.split("/") : [];
	const isYear = compare === year;
	const isOther = compare.includes("/") && !isYear;
	const label =
		compare === "none"
			? texts.noComparison
			: isYear
				? texts.yearBefore
				: isOther
					? texts.otherRange
					: texts.rangeBefore;
	const choice = (value: string, text: string, isChosen: boolean) => (
		<label class="check">
			<input type="radio" name="compare" checked={isChosen} onChange={() => go({ compare: value })} />
			{text}
		</label>
	);
	const setOther = (from: string, to: string) => {
		if (from !== "" && to !== "" && from <= to) go({ compare: `${from}/${to}` });
	};
	const notes = (settings.value?.notes ?? [])
		.filter(({ date }) => date <= today(zone))
		.toSorted((one, other) => (one.date < other.date ? 1 : -1))
		.slice(0, SHOWN_NOTES);
	return (
		<Menu label={`${texts.compare}: ${label}`} active={compare !== "before"}>
			<fieldset class="choices">
				<legend>{texts.compare}</legend>
				{choice("", texts.rangeBefore, compare === "before")}
				{choice(year, texts.yearBefore, isYear)}
				{choice("none", texts.noComparison, compare === "none")}
				{choice(isOther ? compare : `${range.from}/${range.to}`, texts.otherRange, isOther)}
				{isOther && (
					<div class="dates">
						<input
							type="date"
							aria-label={`${texts.compare}: ${texts.from}`}
							value={otherFrom}
							onChange={({ currentTarget: { value } }) => setOther(value, otherTo)}
						/>
						<span aria-hidden="true">–</span>
						<input
							type="date"
							aria-label={`${texts.compare}: ${texts.to}`}
							value={otherTo}
							onChange={({ currentTarget: { value } }) => setOther(otherFrom, value)}
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
							onClick={() => go({ range: "", from: date, to: range.to < date ? today(zone) : range.to, compare: "" })}
						>
							{text} <span class="hint">{formats.formatDate(`${date}T12:00:00Z`, "UTC")}</span>
						</button>
					))}
				</fieldset>
			)}
		</Menu>
	);
}

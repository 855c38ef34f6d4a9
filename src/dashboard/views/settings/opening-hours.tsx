import { formats, texts } from "../../language.ts";
import { CheckedInput } from "./checked-input.tsx";

/** When it is open, day by day, as people write it. */
export function OpeningHours(props: {
	/** Of each day from Monday on. */
	readonly hours: readonly string[];
	readonly problems: ReadonlyMap<string, string>;
	readonly eager: boolean;
	readonly onChange: (hours: readonly string[]) => void;
}) {
	const { hours, problems, eager, onChange } = props;
	const isSet = hours.some((text) => text.trim() !== "");
	return (
		<fieldset>
			<legend>{texts.openingHours}</legend>
			<p class="hint">{texts.openingHint}</p>
			<div class="hours">
				{formats.weekdays.map((day, index) => (
					<CheckedInput
						key={day}
						label={day}
						value={hours[index] ?? ""}
						placeholder={isSet ? texts.closed : texts.allDay}
						problem={problems.get(`hours ${index}`)}
						eager={eager}
						onWrite={(value) => onChange(hours.map((text, at) => (at === index ? value : text)))}
					/>
				))}
			</div>
		</fieldset>
	);
}

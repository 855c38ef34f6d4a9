import type { Week } from "../../../model/reports/answers.ts";
import { formatNumber, WEEKDAYS } from "../../format.ts";
import { Panel } from "../../parts/panel.tsx";
import { useReport } from "../../selection.ts";
import { texts } from "../../texts/texts.ts";

const HOURS = Array.from({ length: 24 }, (_, hour) => hour);

/** Sessions by day of the week and hour: a table that is its own picture. */
export function WeekPanel() {
	return (
		<Panel title={texts.week} hint={texts.weekHint} request={useReport<Week>("week")}>
			{({ report: { sessions } }) => {
				const most = Math.max(...sessions.flat());
				if (most === 0) return undefined;
				return {
					picture: (
						<table class="week">
							<caption class="hidden">{texts.weekHint}</caption>
							<thead>
								<tr>
									<th scope="col">
										<span class="hidden">{texts.dayHour}</span>
									</th>
									{HOURS.map((hour) => (
										<th key={hour} scope="col">
											{hour % 3 === 0 ? hour : <span class="hidden">{hour}</span>}
										</th>
									))}
								</tr>
							</thead>
							<tbody>
								{WEEKDAYS.map((day, index) => (
									<tr key={day}>
										<th scope="row">{day}</th>
										{HOURS.map((hour) => {
											const count = sessions[index]?.[hour] ?? 0;
											return (
												<td key={hour} title={`${day} ${hour}:00 · ${formatNumber(count)}`}>
													<span style={{ opacity: `${count === 0 ? 0.06 : 0.15 + (0.85 * count) / most}` }} />
													<span class="hidden">{count}</span>
												</td>
											);
										})}
									</tr>
								))}
							</tbody>
						</table>
					),
				};
			}}
		</Panel>
	);
}

import type { ComponentChildren } from "preact";
import { endingName } from "../../../figures/tables/dwell-table.ts";
import type { SessionSort } from "../../../model/reports/query.ts";
import type { SessionFigures } from "../../../model/reports/session-answers.ts";
import { follow, part } from "../../address.ts";
import { formatNumber, formatSeconds, formats, formatTime, texts } from "../../language.ts";
import { nameOfKiosk } from "../../selection.ts";
import { Badges } from "./badges.tsx";
import { chosenOrder, SORTED_COLUMNS } from "./list-order.ts";

/** Sessions, one a row, which leads to its events. */
export function SessionTable({
	sessions,
	zone,
}: {
	readonly sessions: readonly SessionFigures[];
	readonly zone: string;
}) {
	const longest = Math.max(1, ...sessions.map(({ dwell_seconds }) => dwell_seconds));
	return (
		<table class="session-list">
			<caption class="hidden">{texts.sessions}</caption>
			<thead>
				<tr>
					<SortHeader name="started_at" />
					<th scope="col">{texts.kiosk}</th>
					<SortHeader name="dwell_seconds" />
					<SortHeader name="events" />
					<SortHeader name="targets" />
					<SortHeader name="misses" />
					<SortHeader name="bursts" />
					<th scope="col">{texts.language}</th>
					<th scope="col">{texts.ending}</th>
				</tr>
			</thead>
			<tbody>
				{sessions.map((session) => (
					<tr key={session.id}>
						<th scope="row">
							<a {...follow({ session: `${session.id}`, offset: part("offset") })}>
								{formatTime(session.started_at, zone)}
							</a>
							<Badges {...session} />
						</th>
						<Text text={nameOfKiosk(session.consumer)} />
						<td class="dwell">
							<div>
								<span class="text">{formatSeconds(session.dwell_seconds)}</span>
								<span class="track">
									<span style={{ width: `${(session.dwell_seconds / longest) * 100}%` }} />
								</span>
							</div>
						</td>
						<Figure name={texts.events} value={session.events} />
						<Figure name={texts.target} value={session.targets} />
						<Figure name={texts.misses} value={session.misses} />
						<Figure name={texts.bursts} value={session.bursts} />
						<Text text={session.language === null ? "" : formats.formatLanguage(session.language)} />
						<Text text={session.ending === null ? "" : endingName(session.ending, texts)} />
					</tr>
				))}
			</tbody>
		</table>
	);
}

/** A name, as long as there is place for. */
function Text({ text }: { readonly text: string }) {
	return (
		<td class="text">
			{text !== "" && (
				<span class="name" title={text}>
					{text}
				</span>
			)}
		</td>
	);
}

/** A number, which on a narrow screen stands alone and says what it is. Nothing to speak of is said quietly. */
function Figure({ name, value }: { readonly name: string; readonly value: number }) {
	return (
		<td class={value === 0 ? "number none" : "number"}>
			<span class="unit" aria-hidden="true">
				{`${name} `}
			</span>
			{formatNumber(value)}
		</td>
	);
}

function SortHeader({ name }: { readonly name: SessionSort }) {
	const { sort, upwards } = chosenOrder();
	const isChosen = name === sort;
	const text: ComponentChildren = SORTED_COLUMNS.find(([column]) => column === name)?.[1];
	return (
		<th scope="col" aria-sort={isChosen ? (upwards ? "ascending" : "descending") : "none"}>
			<a {...follow({ sort: name === "started_at" ? "" : name, upwards: isChosen && !upwards ? "1" : "" })}>
				{text}
				{isChosen && (
					<span class="direction" aria-hidden="true">
						{upwards ? " ↑" : " ↓"}
					</span>
				)}
			</a>
		</th>
	);
}

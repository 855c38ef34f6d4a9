import { cell, type TableData } from "../../../figures/tables/table-data.ts";
import type { Kiosks } from "../../../model/reports/answers.ts";
import { formatNumber, formats, formatTime, texts } from "../../language.ts";
import { chosenZone } from "../../selection.ts";

type Kiosk = Kiosks["kiosks"][number];
type Change = (kiosk: Kiosk, to: "rotate" | "revoke" | "restore") => void;

/** Kiosks with how they are; with buttons where they may be changed. */
export function KioskTable({ kiosks, onChange }: { readonly kiosks: readonly Kiosk[]; readonly onChange?: Change }) {
	return (
		// biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard.
		<div class="scroll" tabIndex={0} role="region" aria-label={texts.kiosks}>
			<table class="kiosks">
				<thead>
					<tr>
						<th scope="col">{texts.kiosk}</th>
						<th scope="col">{texts.lastSign}</th>
						<th scope="col">{texts.lastTouch}</th>
						<th scope="col">{texts.sessionsToday}</th>
						<th scope="col">{texts.openNow}</th>
						{onChange !== undefined && (
							<th scope="col">
								<span class="hidden">{texts.action}</span>
							</th>
						)}
					</tr>
				</thead>
				<tbody>
					{kiosks.map((kiosk) => (
						<tr key={kiosk.id}>
							<th scope="row">
								<span class={`state ${stateOf(kiosk)}`} aria-hidden="true" />
								{kiosk.name} <StateBadge kiosk={kiosk} />
							</th>
							<Ago instant={kiosk.last_sign_at} />
							<Ago instant={kiosk.last_event_at} />
							<td>{formatNumber(kiosk.sessions_today)}</td>
							<td>{formatNumber(kiosk.open_sessions)}</td>
							{onChange !== undefined && <Actions kiosk={kiosk} onChange={onChange} />}
						</tr>
					))}
				</tbody>
			</table>
		</div>
	);
}

/** The same for a file. */
export function kiosksTable(kiosks: readonly Kiosk[]): TableData {
	const zone = chosenZone();
	return {
		columns: [texts.kiosk, texts.lastSign, texts.lastTouch, texts.sessionsToday, texts.openNow, texts.silent],
		rows: kiosks.map((kiosk) => [
			{ text: kiosk.name, value: kiosk.name },
			cell(kiosk.last_sign_at, (instant) => formatTime(instant, zone)),
			cell(kiosk.last_event_at, (instant) => formatTime(instant, zone)),
			cell(kiosk.sessions_today, formatNumber),
			cell(kiosk.open_sessions, formatNumber),
			{ text: kiosk.silent ? texts.silent : "", value: kiosk.silent ? 1 : 0 },
		]),
	};
}

/** A kiosk counts as alive for so long after its last sign: heartbeats come every few minutes. */
const ALIVE_MS = 15 * 60_000;

function stateOf({ revoked_at, silent, last_sign_at: signAt }: Kiosk): "alive" | "silent" | "still" {
	if (revoked_at !== null) return "still";
	if (silent) return "silent";
	return signAt !== null && Date.now() - Date.parse(signAt) < ALIVE_MS ? "alive" : "still";
}

function StateBadge({ kiosk }: { readonly kiosk: Kiosk }) {
	if (kiosk.revoked_at !== null) return <span class="badge">{texts.revoked}</span>;
	if (kiosk.silent) return <span class="badge bad">{texts.silent}</span>;
	return stateOf(kiosk) === "alive" ? <span class="hidden">{texts.alive}</span> : null;
}

function Ago({ instant }: { readonly instant: string | null }) {
	if (instant === null) return <td>–</td>;
	return (
		<td>
			<time dateTime={instant} title={formatTime(instant, chosenZone())}>
				{formats.formatAgo(instant, Date.now())}
			</time>
		</td>
	);
}

function Actions({ kiosk, onChange }: { readonly kiosk: Kiosk; readonly onChange: Change }) {
	const standing = kiosk.revoked_at === null ? "revoke" : "restore";
	return (
		<td class="actions">
			<button type="button" onClick={() => onChange(kiosk, "rotate")} aria-label={`${texts.rotate}: ${kiosk.name}`}>
				{texts.rotate}
			</button>
			<button type="button" onClick={() => onChange(kiosk, standing)} aria-label={`${texts[standing]}: ${kiosk.name}`}>
				{texts[standing]}
			</button>
		</td>
	);
}

import { formatNumber, formats, texts } from "../../language.ts";
import { kiosks } from "../../selection.ts";
import type { Live } from "./use-live.ts";

/** All kiosks: a pulse with each touch, and whether somebody is there. */
export function KioskRow({ cards, pulses, now, connected }: Live) {
	const open = new Map<number | null, number>();
	for (const { consumer_id: id, over } of cards.values()) if (over === undefined) open.set(id, (open.get(id) ?? 0) + 1);
	const standing = kiosks.value.filter(({ revoked_at }) => revoked_at === null);
	if (standing.length === 0) return <p class="nothing">{texts.noKiosks}</p>;
	return (
		<ul class={connected === false ? "kiosk-row stale" : "kiosk-row"}>
			{standing.map(({ id, name, last_event_at: lastEvent }) => {
				const pulse = pulses.get(id);
				const sessions = open.get(id) ?? 0;
				const last = pulse === undefined ? lastEvent : new Date(pulse.at).toISOString();
				return (
					<li key={id} class={sessions > 0 ? "used" : undefined}>
						<span class="dot" aria-hidden="true">
							{pulse !== undefined && <span key={pulse.touch} class="beat" />}
						</span>
						<strong class="name">{name}</strong>
						<span class="hint">
							{sessions > 0 ? `${texts.inUse}${sessions > 1 ? ` · ${formatNumber(sessions)}` : ""}` : texts.free}
							{sessions === 0 && last !== null && ` · ${formats.formatAgo(last, now)}`}
						</span>
					</li>
				);
			})}
		</ul>
	);
}

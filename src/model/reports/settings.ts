import { type Static, Type } from "@sinclair/typebox";
import { STORABLE_TEXT } from "../text.ts";
import { machineZone } from "./time-zone.ts";

const name = (description: string) => Type.String({ description, format: STORABLE_TEXT, minLength: 1, maxLength: 200 });
const date = (description: string) =>
	Type.String({ description, pattern: "^\\d{4}-\\d\\d-\\d\\d$", examples: ["2026-10-01"] });
const clock = Type.String({ pattern: "^([01]\\d:[0-5]\\d|2[0-3]:[0-5]\\d|24:00)$", examples: ["10:00"] });

/** What the owner tells the reports. Dates are days in the time zone, each inclusive. */
export const OwnerSettings = Type.Object({
	zone: name("IANA name of the time zone; that of the machine until it is set."),
	opening_hours: Type.Array(Type.Array(Type.Object({ from: clock, to: clock }), { maxItems: 8 }), {
		description: "Of each day from Monday on. Empty where there are none: then it counts as open all the time.",
		maxItems: 7,
	}),
	goals: Type.Array(
		Type.Object({
			name: name("What to call it."),
			kind: Type.String({ pattern: "^(action|target|screen)$" }),
			element: name("The action, target or screen that a session has to come to."),
		}),
		{ maxItems: 50 },
	),
	notes: Type.Array(Type.Object({ date: date("The day."), text: name('Such as "exhibition opened".') }), {
		maxItems: 500,
	}),
	excluded: Type.Array(
		Type.Object({ from: date("First day."), to: date("Last day."), reason: name('Such as "press day".') }),
		{ maxItems: 200 },
	),
	count_faulty: Type.Boolean({
		description: "Whether sessions that a faulty screen seems to have made count all the same.",
	}),
});
export type OwnerSettings = Static<typeof OwnerSettings>;

/** What of it follows a shared link: what the dashboard draws, and nothing that is added later without a thought. */
export function shownSettings(settings: OwnerSettings): OwnerSettings {
	const { zone, opening_hours, goals, notes, excluded, count_faulty } = settings;
	return { zone, opening_hours, goals, notes, excluded, count_faulty };
}

/** What counts until the owner says otherwise. */
export const DEFAULT_OWNER_SETTINGS: OwnerSettings = {
	zone: machineZone(),
	opening_hours: [],
	goals: [],
	notes: [],
	excluded: [],
	count_faulty: false,
};

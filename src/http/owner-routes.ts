import { Type } from "@sinclair/typebox";
import { Elysia } from "elysia";
import { AppError } from "../errors.ts";
import { OwnerSettings, shownSettings } from "../model/reports/settings.ts";
import { isTimeZone } from "../model/reports/time-zone.ts";
import { dataAnswer } from "./answers.ts";
import type { RouteDependencies } from "./dependencies.ts";
import { describeRoute, jsonAnswer, OWNER_ERRORS, READ_ERRORS } from "./openapi.ts";
import { createBodyReader, READS_ITS_BODY } from "./read-body.ts";
import { readName } from "./read-name.ts";

const SettingsBody = Type.Object({ settings: OwnerSettings });
const NameBody = Type.Object({ name: Type.String({ description: "What to call it, such as a kiosk or an app." }) });
const IdBody = Type.Object({ id: Type.Integer({ description: "The consumer's id." }) });

/** `/dashboard/…`: what the owner of the kiosks sets, from the dashboard. */
export function ownerRoutes({ store, now, scopeOf, mayChange }: RouteDependencies) {
	const readSettings = createBodyReader(SettingsBody);
	const readBody = createBodyReader(NameBody);
	const readId = createBodyReader(IdBody);
	const describe = (summary: string, body: typeof SettingsBody | typeof NameBody | typeof IdBody, answer = {}) => ({
		...READS_ITS_BODY,
		detail: describeRoute({ summary, tag: "Dashboard", body, answer: jsonAnswer(answer), errors: OWNER_ERRORS }),
	});

	return new Elysia({ prefix: "/dashboard" })
		.get(
			"/settings",
			({ request }) => {
				const all = store.readOwnerSettings();
				const settings = scopeOf(request).shared ? shownSettings(all) : all;
				return dataAnswer(JSON.stringify({ status: 200, settings, may_change: mayChange(request) }));
			},
			{
				detail: describeRoute({
					summary: "What the owner tells the reports",
					tag: "Dashboard",
					answer: jsonAnswer({
						settings: OwnerSettings,
						may_change: Type.Boolean({
							description: "Whether whoever asks may change them, and consumers, shared links and pictures.",
						}),
					}),
					errors: READ_ERRORS.filter((code) => code !== "invalid_parameter" && code !== "busy"),
				}),
			},
		)
		.post(
			"/settings",
			async ({ request }) => {
				const { settings } = await readSettings(request);
				checkSettings(settings);
				await store.storeOwnerSettings(settings);
				return dataAnswer('{"status":200}');
			},
			describe("Set what the owner tells the reports", SettingsBody),
		)
		.post(
			"/consumers",
			async ({ request }) => {
				const { name } = await readBody(request);
				const { id, key } = await store.createConsumer(readName(name), now());
				return dataAnswer(JSON.stringify({ status: 200, id, key }));
			},
			describe("Make a consumer", NameBody, { id: Type.Integer(), key: Type.String() }),
		)
		.post(
			"/consumers/revoke",
			async ({ request }) => {
				await store.revokeConsumer((await readId(request)).id, now());
				return dataAnswer('{"status":200}');
			},
			describe("Revoke a consumer's key, and keep its data", IdBody),
		)
		.post(
			"/consumers/restore",
			async ({ request }) => {
				await store.revokeConsumer((await readId(request)).id, null);
				return dataAnswer('{"status":200}');
			},
			describe("Let a revoked consumer write again", IdBody),
		)
		.post(
			"/consumers/rotate",
			async ({ request }) => {
				const key = await store.rotateKey((await readId(request)).id);
				return dataAnswer(JSON.stringify({ status: 200, key }));
			},
			describe("Give a consumer a new key", IdBody, { key: Type.String() }),
		);
}

/** @throws {AppError} `invalid_parameter` for what a schema cannot see */
function checkSettings({ zone, notes, excluded, opening_hours: week }: OwnerSettings): void {
	const refuse = (sentence: string) => {
		throw new AppError("invalid_parameter", { sentence, parameter: "settings" });
	};
	if (!isTimeZone(zone)) refuse("That is no time zone, such as Europe/Oslo");
	const dates = [...notes.map(({ date }) => date), ...excluded.flatMap(({ from, to }) => [from, to])];
	for (const date of dates) if (!isDate(date)) refuse(`${date} is no date`);
	for (const { from, to } of excluded) if (from > to) refuse(`${from} is not before ${to}`);
	for (const { from, to } of week.flat()) if (from >= to) refuse(`${from} is not before ${to}`);
}

function isDate(text: string): boolean {
	try {
		return Temporal.PlainDate.from(text).toString() === text;
	} catch {
		return false;
	}
}

import type { TestService } from "../support/service.ts";
import { expectOk } from "./expect-answer.ts";

/** A shared link, as it was made. */
export interface MadeShare {
	readonly id: number;
	readonly token: string;
	/** What a request carries that comes by it. */
	readonly headers: { readonly authorization: string };
}

/** Makes a shared link of some consumers, or of all. */
export async function makeShare(
	service: TestService,
	consumers?: readonly number[],
	headers: Record<string, string> = {},
): Promise<MadeShare> {
	const made = await service.json("/dashboard/shares", { name: "Director", consumers }, headers);
	const { id, token } = await expectOk<{ id: number; token: string }>(made);
	return { id, token, headers: { authorization: `Bearer ${token}` } };
}

export async function revokeShare(service: TestService, id: number, headers: Record<string, string> = {}) {
	await expectOk(await service.json("/dashboard/shares/revoke", { id }, headers));
}

/** A question for each report on a selection, by its path; a test holds this list to the API's document. */
export const REPORTS: Readonly<Record<string, string>> = {
	"/reports/dwell": "",
	"/reports/elements": "",
	"/reports/funnel": `steps=${encodeURIComponent('[{"kind":"target","name":"map"},{"kind":"target","name":"film"}]')}`,
	"/reports/goals": "",
	"/reports/kiosks": "",
	"/reports/languages": "",
	"/reports/paths": "",
	"/reports/series": "",
	"/reports/sessions": "",
	"/reports/totals": "",
	"/reports/touches": "",
	"/reports/trust": "",
	"/reports/week": "",
};

/** The one that is about a session, and not a selection. */
export const SESSION_REPORT = "/reports/session";

import { Elysia } from "elysia";
import type { RouteDependencies } from "./dependencies.ts";
import { answerKioskFile, KIOSK_PATH } from "./kiosk-page.ts";

/** `GET /app/…`: the kiosk's own page, where there is one. */
export function kioskRoutes({ kioskPage }: Pick<RouteDependencies, "kioskPage">) {
	if (kioskPage === undefined) return new Elysia();
	const answer = ({ request, path }: { request: Request; path: string }) => answerKioskFile(kioskPage, path, request);
	// Not of the API: its document knows no paths of any length.
	const detail = { hide: true };
	return new Elysia().get(KIOSK_PATH, answer, { detail }).get(`${KIOSK_PATH}/*`, answer, { detail });
}

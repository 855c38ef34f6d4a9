import type { PicturedPlace, Place } from "../../src/model/reports/place.ts";
import type { TestService } from "../support/service.ts";
import { expectOk } from "./expect-answer.ts";

/** A pixel or two in each type that is taken, by their media type, in base64. */
export const PICTURES = {
	"image/png":
		"iVBORw0KGgoAAAANSUhEUgAAAAIAAAABCAYAAAD0In+KAAAAD0lEQVR4AWI6ISf3H4QBAAAA//9OOblUAAAABklEQVQDABGRBAm/pvTzAAAAAElFTkSuQmCC",
	"image/jpeg":
		"/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAP//////////////////////////////////////////////////////////////////////////////////////2wBDAf//////////////////////////////////////////////////////////////////////////////////////wAARCAABAAIDASIAAhEBAxEB/8QAFQABAQAAAAAAAAAAAAAAAAAAAAH/xAAUEAEAAAAAAAAAAAAAAAAAAAAA/8QAFQEBAQAAAAAAAAAAAAAAAAAAAQL/xAAUEQEAAAAAAAAAAAAAAAAAAAAA/9oADAMBAAIRAxEAPwCABb//2Q==",
	"image/webp": "UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA",
} as const;

export const PNG = PICTURES["image/png"];

/** Uploads a picture of a screen. */
export async function upload(
	service: TestService,
	place: PicturedPlace,
	picture: string = PNG,
	headers: Record<string, string> = {},
): Promise<void> {
	await expectOk(await service.json("/dashboard/pictures", { ...place, picture }, headers));
}

/** Asks for the picture of a screen. */
export function picture(service: TestService, place: PicturedPlace, init: RequestInit = {}): Promise<Response> {
	const { screen, width, height, consumer } = place;
	const query = new URLSearchParams({ screen, width: `${width}`, height: `${height}` });
	if (consumer !== undefined) query.set("consumer", `${consumer}`);
	return service.request(`/dashboard/picture?${query}`, init);
}

/** Touches a screen as a consumer, in a session of its own. */
export async function touchPlace(
	service: TestService,
	place: Place,
	consumerKey = service.key,
	headers: Record<string, string> = {},
): Promise<void> {
	const ts = "2026-01-31T12:00:00Z";
	const started = await service.form("/sessions", { consumer_key: consumerKey, ts }, headers);
	const { token } = await expectOk<{ token: string }>(started);
	const viewport = { viewportWidth: place.width, viewportHeight: place.height };
	const data = { target: "map", screen: place.screen, clickX: 1, clickY: 1, ...viewport };
	await expectOk(await service.json("/events", { token, action: "click", data, ts }, headers));
}

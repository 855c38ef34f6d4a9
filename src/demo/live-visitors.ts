import type { Consumer } from "../model/consumer.ts";
import type { Instant } from "../model/time.ts";
import { KIOSKS } from "./exhibition.ts";
import { createRandom } from "./random.ts";
import { makeVisit } from "./visit.ts";

/** Milliseconds between two visitors at most, at one kiosk. */
const PAUSE_MS = 20_000;

/** Lets visitors come to a server until it is told to stop: each at its own pace, over HTTP as a kiosk's page does. */
export async function sendVisitors(
	address: string,
	consumers: readonly Consumer[],
	now: () => Instant,
	stopping: AbortSignal,
): Promise<void> {
	const random = createRandom(now());

	async function post<T>(path: string, body: object): Promise<T> {
		const response = await fetch(address + path, {
			method: "POST",
			headers: { "content-type": "application/json" },
			body: JSON.stringify(body),
			signal: stopping,
		});
		return (await response.json()) as T;
	}

	async function visitKiosk(consumer: Consumer, place: number): Promise<void> {
		const kiosk = KIOSKS[place];
		if (kiosk === undefined) return;
		for (;;) {
			await pause(random.next() * PAUSE_MS, stopping);
			const visit = makeVisit(random, kiosk, place, now(), { hurried: true, test: false });
			const { token } = await post<{ token: string }>("/sessions", {
				consumer_key: consumer.key,
				ts: visit.startedAt,
				data: JSON.parse(visit.data) as unknown,
			});
			for (const { at, action, data } of visit.events) {
				await pause(at - now(), stopping);
				await post("/events", { token, action, data: JSON.parse(data) as unknown, ts: now() });
			}
			await post("/sessions/stop", { token, ts: now(), reason: "idle" });
		}
	}

	try {
		await Promise.all(consumers.map(visitKiosk));
	} catch (error) {
		if (!stopping.aborted) throw error;
	}
}

/** @throws when it is time to stop */
function pause(ms: number, stopping: AbortSignal): Promise<void> {
	return new Promise((resolve, reject) => {
		const stop = () => {
			clearTimeout(timer);
			reject(stopping.reason);
		};
		const timer = setTimeout(
			() => {
				stopping.removeEventListener("abort", stop);
				resolve();
			},
			Math.max(0, ms),
		);
		if (stopping.aborted) stop();
		else stopping.addEventListener("abort", stop, { once: true });
	});
}

import { Elysia } from "elysia";
import { AppError } from "../errors.ts";
import { dataAnswer } from "./answers.ts";
import type { RouteDependencies } from "./dependencies.ts";
import { describeRoute, READ_ERRORS, textAnswer } from "./openapi.ts";

/** Milliseconds between two looks for what is new: a pulse that comes later is no pulse. */
const LOOK_MS = 300;

/** Looks after which something is sent all the same, so that no proxy takes the stream for dead: 15 s. */
const SILENT_LOOKS = 50;

/** Streams that are open at once at most. */
const MOST_STREAMS = 32;

/** With so many open, no shared link gets one more: what is left is for who holds the key. */
const MOST_STREAMS_SHARED = 16;

/** Events that a shared link's stream goes back over after a break: it tells of what happens, and is no list. */
const MOST_RESUMED_SHARED = 1000;

/** `GET /live`: events as they are stored, as server-sent events (HTML standard, "Server-sent events"). */
export function liveRoutes({ reader, stopping, allowSeconds, scopeOf }: RouteDependencies) {
	let open = 0;

	return new Elysia().get(
		"/live",
		async ({ request }) => {
			const { consumers, shared, holds } = scopeOf(request);
			if (open >= (shared ? MOST_STREAMS_SHARED : MOST_STREAMS)) throw new AppError("busy", { retryAfterSeconds: 5 });
			// What HEAD leaves out would never end.
			if (request.method === "HEAD") return dataAnswer("", "text/event-stream");
			const given = Number(request.headers.get("last-event-id") ?? Number.NaN);
			const newest = (await reader.live(undefined, 0, consumers)).lastId;
			const oldest = shared ? newest - MOST_RESUMED_SHARED : 0;
			let lastId = Number.isSafeInteger(given) ? Math.max(oldest, Math.min(given, newest)) : newest;
			open++;
			// It is silent when nobody touches anything.
			allowSeconds(request, 0);
			return dataAnswer(stream(), "text/event-stream");

			function stream(): ReadableStream<Uint8Array> {
				const encoder = new TextEncoder();
				let timer: Timer | undefined;
				let silent = 0;
				const end = () => {
					if (timer !== undefined) open--;
					clearTimeout(timer);
					timer = undefined;
				};
				return new ReadableStream({
					start(controller) {
						controller.enqueue(encoder.encode(`id: ${lastId}\n\n`));
						const close = () => {
							if (timer === undefined) return;
							end();
							controller.close();
						};
						const look = async () => {
							try {
								if (!holds()) return close();
								const found = await reader.live(lastId, MOST_TOUCHES, consumers);
								lastId = found.lastId;
								silent = found.touches.length === 0 ? silent + 1 : 0;
								for (const { id, json } of found.touches) {
									controller.enqueue(encoder.encode(`id: ${id}\nevent: touch\ndata: ${json}\n\n`));
								}
								if (silent % SILENT_LOOKS === SILENT_LOOKS - 1) controller.enqueue(encoder.encode(":\n\n"));
								if (timer !== undefined) timer = setTimeout(look, LOOK_MS);
							} catch {
								// The client has gone, or the server is about to.
								close();
							}
						};
						timer = setTimeout(look, 0);
						stopping.addEventListener("abort", close, { once: true });
						request.signal.addEventListener("abort", end, { once: true });
					},
					cancel: end,
				});
			}
		},
		{
			detail: describeRoute({
				summary: "Events as they are stored",
				description: "A stream of server-sent events, which goes on behind the `Last-Event-ID` that is sent.",
				tag: "Reports",
				answer: textAnswer("text/event-stream"),
				errors: READ_ERRORS.filter((code) => code !== "invalid_parameter"),
			}),
		},
	);
}

/** Touches of one look at most; the next one brings the next. */
const MOST_TOUCHES = 200;

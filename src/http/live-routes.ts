import { Elysia } from "elysia";
import { AppError } from "../errors.ts";
import { LiveFeed } from "../reports/live-feed.ts";
import type { LiveNews } from "../reports/live-queue.ts";
import { followLive } from "../reports/live-stream.ts";
import { dataAnswer } from "./answers.ts";
import type { RouteDependencies } from "./dependencies.ts";
import { describeRoute, READ_ERRORS, textAnswer } from "./openapi.ts";

/** Streams that are open at once at most. */
const MOST_STREAMS = 32;

/** With so many open, no shared link gets one more: what is left is for who holds the key. */
const MOST_STREAMS_SHARED = 16;

/** Events that a shared link's stream goes back over after a break: it tells of what happens, and is no list. */
const MOST_RESUMED_SHARED = 1000;

const DESCRIPTION = `A stream of server-sent events, each with JSON as its data. It begins with \`open\`: the sessions that are open, and
the last events before. Then come \`session\` for each one that begins, or goes on after it was over; \`touch\` for each event; and \`stop\` for each session that is over,
whoever stopped it. With the \`Last-Event-ID\` of the last touch that was told of, those that were missed come first, and \`open\`
behind them.`;

/** `GET /live`: what happens, as it is stored, as server-sent events (HTML standard, "Server-sent events"). */
export function liveRoutes({ reader, config, now, stopping, allowSeconds, scopeOf }: RouteDependencies) {
	const feed = new LiveFeed({
		look: (question) => reader.live(question),
		now,
		sessionTimeoutMs: config.sessionTimeoutMs,
		// Nobody waits for it when the server ends.
		pause: (ms) => new Promise((resolve) => setTimeout(resolve, ms).unref()),
	});
	const streams = new Set<AbortSignal>();

	return new Elysia().get(
		"/live",
		async ({ request }) => {
			const { consumers, shared, holds } = scopeOf(request);
			for (const each of streams) if (each.aborted) streams.delete(each);
			if (streams.size >= (shared ? MOST_STREAMS_SHARED : MOST_STREAMS))
				throw new AppError("busy", { retryAfterSeconds: 5 });
			// What HEAD leaves out would never end.
			if (request.method === "HEAD") return dataAnswer("", "text/event-stream");
			const left = new AbortController();
			const gone = AbortSignal.any([left.signal, request.signal, stopping]);
			streams.add(gone);
			try {
				const after = readLastId(request.headers.get("last-event-id"));
				const mostMissed = shared ? MOST_RESUMED_SHARED : Number.POSITIVE_INFINITY;
				const listener = { after, mostMissed, consumers, holds, gone };
				const news = followLive(feed, (id) => reader.touches(id), listener);
				const first = await news.next();
				// It is silent when nobody touches anything.
				allowSeconds(request, 0);
				return dataAnswer(streamOf(first.value ?? [], news, gone, left), "text/event-stream");
			} catch (error) {
				left.abort();
				throw error;
			}
		},
		{
			detail: describeRoute({
				summary: "What happens, as it is stored",
				description: DESCRIPTION,
				tag: "Reports",
				answer: textAnswer("text/event-stream"),
				errors: READ_ERRORS.filter((code) => code !== "invalid_parameter"),
			}),
		},
	);
}

/** News as a stream, which takes the next ones when the client has taken the last. */
function streamOf(
	first: readonly LiveNews[],
	news: AsyncGenerator<readonly LiveNews[], undefined>,
	gone: AbortSignal,
	left: AbortController,
): ReadableStream<Uint8Array> {
	const encoder = new TextEncoder();
	return new ReadableStream({
		start(controller) {
			controller.enqueue(encoder.encode(textOf(first)));
			// Also where the client takes nothing at the moment, and nothing is asked for.
			gone.addEventListener("abort", () => void news.return(undefined), { once: true });
		},
		async pull(controller) {
			try {
				const { value, done } = await news.next();
				if (!done) {
					controller.enqueue(encoder.encode(textOf(value)));
					return;
				}
			} catch {
				// The client comes again, and is told then what is wrong.
			}
			left.abort();
			controller.close();
		},
		cancel() {
			left.abort();
		},
	});
}

/** News as the standard writes them. Without any, a comment is a sign of life. */
function textOf(news: readonly LiveNews[]): string {
	if (news.length === 0) return ":\n\n";
	return news
		.map((each) => {
			const id = "id" in each ? `id: ${each.id}\n` : "";
			return `${id}event: ${each.event}\ndata: ${JSON.stringify(each.data)}\n\n`;
		})
		.join("");
}

function readLastId(text: string | null): number | undefined {
	return text !== null && /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}

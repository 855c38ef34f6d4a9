import { gunzipSync } from "node:zlib";
import { html, type Museum, openMeasured, openMuseum, PAGE_KEY } from "../support/measured-page.ts";
import { median } from "./statistics.ts";

/** What the browser client costs. */
export interface ClientFigures {
	/** Bytes of each file, and as they are sent. */
	readonly sizes: readonly { readonly name: string; readonly bytes: number; readonly gzipped: number }[];
	/** Milliseconds of the main thread that one tap costs in the client's own listeners. */
	readonly taps: readonly { readonly elements: number; readonly medianMs: number; readonly p95Ms: number }[];
	readonly drain: {
		readonly events: number;
		/** From the call of `flush` until the last event is acknowledged and out of the queue. */
		readonly seconds: number;
		/** The same events as batches that the same page sends by plain `fetch`, from memory. */
		readonly plainSeconds: number;
	};
}

const TAPS = 300;
const DRAINED_EVENTS = 10_000;
const BATCH = 1000;

/** Sums up, for each event, what the listeners that are added from now on take. */
const TIME_LISTENERS = `
	window.spent = [];
	const add = EventTarget.prototype.addEventListener;
	EventTarget.prototype.addEventListener = function (type, listener, options) {
		if (typeof listener !== "function" || !type.startsWith("pointer")) return add.call(this, type, listener, options);
		return add.call(this, type, function (event) {
			const start = performance.now();
			listener.call(this, event);
			const ms = performance.now() - start;
			if (type === "pointerdown") window.spent.push(ms);
			else window.spent[window.spent.length - 1] += ms;
		}, options);
	};`;

/** Pages that are isolated from others get a clock of 5 microseconds instead of 100. */
const FINE_CLOCK = {
	"cross-origin-opener-policy": "same-origin",
	"cross-origin-embedder-policy": "require-corp",
} as const;

/** Measures the client of the binary in a real browser. */
export async function measureClient(): Promise<ClientFigures> {
	await using museum = await openMuseum();
	return {
		sizes: await Promise.all(["microticks.js", "microticks.mjs"].map((name) => measureSize(museum, name))),
		taps: [await measureTaps(museum, 10), await measureTaps(museum, 5000)],
		drain: await measureDrain(museum),
	};
}

async function measureSize({ server }: Museum, name: string) {
	const response = await fetch(`${server.url}/${name}`, {
		headers: { "accept-encoding": "gzip" },
		decompress: false,
	});
	const sent = await response.bytes();
	return { name, bytes: gunzipSync(sent).length, gzipped: sent.length };
}

async function measureTaps(museum: Museum, elements: number) {
	const cells = `<div><button style="width:80px;height:40px"><span>x</span></button></div>`.repeat(elements);
	const path = `/taps-${elements}`;
	museum.pages.set(
		path,
		html(
			`<!doctype html><script>${TIME_LISTENERS}</script>${museum.tag('data-tap-limit="100000"')}<body>${cells}`,
			FINE_CLOCK,
		),
	);
	await using kiosk = await openMeasured(museum.browser, museum.site + path);
	for (let tap = 0; tap < TAPS; tap++) await kiosk.tap([20 + (tap % 40), 30 + (tap % 500)]);
	const spent = await kiosk.page.evaluate<number[]>("spent");
	if (spent.length !== TAPS) throw new Error(`${TAPS} taps were made, and ${spent.length} seen`);
	const sorted = spent.toSorted((one, other) => one - other);
	return { elements, medianMs: median(sorted), p95Ms: sorted[Math.floor(TAPS * 0.95)] ?? Number.NaN };
}

async function measureDrain({ server, open }: Museum) {
	await using kiosk = await open("<body>", 'data-heartbeat="0"');
	await kiosk.page.route(`${server.url}/**`, (route) => route.abort());
	// In portions: no visitors touch 10,000 times in a moment, and a disk that is that far behind is taken for broken.
	await kiosk.page.evaluate(`(async () => {
		for (let first = 0; first < ${DRAINED_EVENTS}; first += 100) {
			await Promise.all(Array.from({ length: 100 }, (_, index) => microticks.track("click", { target: "button", index: first + index })));
		}
	})()`);
	await kiosk.page.unroute(`${server.url}/**`);
	const seconds = await kiosk.page.evaluate<number>(`(async () => {
		const start = performance.now();
		while (microticks.queueLength > 0) await microticks.flush();
		return (performance.now() - start) / 1000;
	})()`);
	const plainSeconds = await kiosk.page.evaluate<number>(`(async () => {
		const post = async (path, body) => (await fetch("${server.url}" + path, { method: "POST", body: JSON.stringify(body) })).json();
		const { token } = await post("/sessions", { consumer_key: "${PAGE_KEY}", ts: Date.now() });
		const event = (index) => ({
			id: crypto.randomUUID(), ts: Date.now(), action: "click", data: JSON.stringify({ target: "button", index }),
		});
		const start = performance.now();
		for (let sent = 0; sent < ${DRAINED_EVENTS}; sent += ${BATCH}) {
			await post("/events/batch", { token, events: Array.from({ length: ${BATCH} }, (_, index) => event(index)) });
		}
		return (performance.now() - start) / 1000;
	})()`);
	return { events: DRAINED_EVENTS, seconds, plainSeconds };
}

import { openDisk } from "./disk.ts";
import { describeTouched } from "./elements.ts";
import { createEmitter } from "./emitter.ts";
import { type Tell, watchFrames } from "./frames.ts";
import { leavePage } from "./leave.ts";
import { followMedia } from "./media.ts";
import type { Microticks, MicroticksOptions } from "./microticks.d.ts";
import { createPost } from "./post.ts";
import { createQueue } from "./queue.ts";
import { createQueueStore } from "./queue-store.ts";
import { followScreens } from "./screens.ts";
import { openSession } from "./session.ts";
import { createTally } from "./tally.ts";
import { type Listen, limitRate, recogniseTaps } from "./taps.ts";
import { createClock, uuidV7 } from "./time.ts";

/** Items and dead letters that are kept; then the oldest go. */
const LIMITS = { items: 50_000, deadLetters: 1000 } as const;

/** How often the clock is looked at. */
const TICK_MS = 250;

/** Characters of a heartbeat's page that the server takes. */
const PAGE_CHARACTERS = 200;

/**
 * Starts to measure this page.
 * @param scriptAddress where the client came from: there is the server, unless said otherwise
 */
export function startTracker(options: MicroticksOptions, scriptAddress: string): Microticks {
	const { consumerKey, key, idleAction } = options;
	const has = (name: "sessions" | "taps" | "media" | "screens") => options[name] !== "off";
	const host = (options.host || new URL(".", scriptAddress).href).replace(/\/+$/, "");
	const query = key ? `?key=${encodeURIComponent(key)}` : "";
	const monotonic = () => performance.now();
	const clock = createClock(Date.now, monotonic);
	const { on, emit, fail } = createEmitter();
	const name = `microticks ${consumerKey}`;
	const store = createQueueStore(openDisk(name, monotonic, fail), LIMITS, (count) => {
		lost.add(count);
		fail("queue_full", "The oldest events had to go", count);
	});
	const queue = createQueue(
		store,
		createPost(
			(path) => host + path + query,
			(body) => JSON.stringify({ consumer_key: consumerKey, sent_at: clock(), ...body }),
		),
		// Not there on a plain http page, and denied to a foreign frame.
		async (run, patient) =>
			navigator.locks
				? navigator.locks.request(name, { ifAvailable: !patient }, (lock) => (lock ? run() : false)).catch(run)
				: run(),
		emit,
		fail,
	);
	const listen: Listen = (target, types, handle) => {
		for (const type of types.split(" ")) {
			target.addEventListener(
				type,
				(event) => {
					try {
						handle(event as never);
					} catch (error) {
						fail("script", error);
					}
				},
				{ capture: true, passive: true },
			);
		}
	};
	/** Tells the page around this one, where this is a frame that has joined it. */
	let tellParent: Tell | undefined;
	let sessionSince = 0;
	let beatAt = 0;
	const beatMs = milliseconds(options.heartbeat, 300);
	const place = () => ({ page: location.pathname + location.hash, screen: screen.current });
	const surroundings = () => ({ ...place(), language: document.documentElement.lang });
	const viewport = () => ({ viewportWidth: innerWidth, viewportHeight: innerHeight });

	const screen = followScreens(listen, has("screens"), monotonic, (previous, since) => {
		record("screen", {
			...surroundings(),
			previous,
			durationMs: Math.round(monotonic() - Math.max(since, sessionSince)),
		});
	});
	const session = openSession(
		name,
		queue,
		clock,
		has("sessions") ? milliseconds(options.idleTimeout, 60) : 0,
		milliseconds(options.idleWarning, 10),
		(options.test ?? (/[?&]microticks-test\b/.test(location.search) || "off")) !== "off",
		() => {
			sessionSince = monotonic();
			return { ...surroundings(), ...viewport() };
		},
		emit,
		async (stopped) => {
			await stopped;
			emit("idle", {});
			if (idleAction) await leavePage(idleAction, () => session.id !== null, fail);
		},
	);
	const lost = createTally(monotonic, (count) => record("lost", { count }));
	const burst = createTally(monotonic, (dropped) => record("burst", { ...place(), dropped }));
	const takesMore = limitRate(+(options.tapLimit ?? 50), monotonic);
	const watchTaps = recogniseTaps(
		listen,
		(event) => has("sessions") && touch(event),
		(path, x, y, view, event) => {
			const touched = has("taps") && describeTouched(path, x, y);
			if (!touched) return;
			if (!takesMore()) return burst.add(1);
			// Positions in a frame become those of the page around it.
			for (let inner = view; inner !== window; inner = inner.parent) {
				const { left = 0, top = 0 } = inner.frameElement?.getBoundingClientRect() ?? {};
				x += left;
				y += top;
			}
			record(
				"click",
				{
					clickX: Math.round(x),
					clickY: Math.round(y),
					...place(),
					...touched,
					...viewport(),
					scrollX: Math.round(scrollX),
					scrollY: Math.round(scrollY),
					pointer: event.pointerType,
				},
				timeOf(event),
			);
		},
	);
	const watchMedia = followMedia(listen, (action, data) => record(action, { ...data, ...surroundings() }));
	const lookIntoFrames = watchFrames(
		listen,
		options.frames ?? "",
		(view) => {
			watchTaps(view);
			if (has("media")) watchMedia(view);
		},
		() => has("sessions") && touch(),
		record,
		(tell) => {
			tellParent = tell;
		},
	);

	listen(window, "online", queue.flush);
	// `visibilitychange` is seen by the window, too.
	listen(window, "pagehide freeze visibilitychange", ({ type }) => {
		if (type === "visibilitychange" && !document.hidden) return;
		endTallies();
		session.save();
		// What is on its way to the database does not get there when the page goes.
		const left = queue.sendLeft();
		if (left.length) localStorage[name] = JSON.stringify(left);
	});
	setInterval(tick, TICK_MS);
	tick();
	takeLeft();

	return {
		async track(action, data = {}) {
			try {
				await record(`${action}`, data, touch());
			} catch (error) {
				fail("script", error);
			}
		},
		startSession: (data) => session.start(clock(), data),
		stopSession(reason) {
			endTallies();
			return session.stop(clock(), reason);
		},
		screen: screen.show,
		markTest: session.markTest,
		flush: queue.flush,
		on,
		get session() {
			return session.id;
		},
		get queueLength() {
			return store.length;
		},
	};

	function tick(): void {
		lost.tick();
		burst.tick();
		if (tellParent) return;
		lookIntoFrames();
		screen.tick();
		session.tick();
		if (beatMs && monotonic() >= beatAt) {
			beatAt = monotonic() + beatMs;
			const body = { ts: clock(), page: location.pathname.slice(0, PAGE_CHARACTERS) };
			queue.add({ path: "/heartbeat", session: "", body });
		}
	}

	async function takeLeft(): Promise<void> {
		try {
			await queue.add(...JSON.parse(localStorage[name]));
			localStorage.removeItem(name);
		} catch {
			// Nothing there, or no storage.
		}
	}

	function endTallies(): void {
		lost.end();
		burst.end();
	}

	/**
	 * @param event what the visitor did; none where a call stands for it
	 * @returns its time
	 */
	function touch(event?: Event): number {
		// Where nothing is under way or waits, the machine's clock may have been set right meanwhile.
		if (!session.id && !store.length) clock.reset();
		const at = event ? timeOf(event) : clock();
		if (tellParent) tellParent("touch");
		else session.touch(at);
		return at;
	}

	function timeOf(event: Event): number {
		// A frame counts its milliseconds from its own beginning.
		return (event as UIEvent).view === window ? clock(event.timeStamp) : clock();
	}

	/** What happens without a session is nobody's doing, and is not kept. */
	async function record(action: string, data: unknown, at = clock()): Promise<void> {
		const text = typeof data === "string" ? data : (JSON.stringify(data) ?? "null");
		if (tellParent) return tellParent("track", action, text);
		const { id } = session;
		if (id) await queue.add({ path: "/events", session: id, body: { id: uuidV7(at), ts: at, action, data: text } });
	}
}

/** Seconds as an option gives them, in milliseconds. */
function milliseconds(seconds: number | string = "", standard: number): number {
	return 1000 * (seconds === "" || Number.isNaN(+seconds) ? standard : +seconds);
}

import type { Emit } from "./emitter.ts";
import type { Queue } from "./queue.ts";
import { type Clock, uuidV7 } from "./time.ts";

/** The session of this page: from the first touch until nobody has touched for a while. */
export interface Session {
	readonly id: string | null;
	/** Notes a touch; starts a session where none is open. */
	touch(at: number): void;
	start(at: number, data?: object): Promise<void>;
	stop(at: number, reason?: string): Promise<void>;
	markTest(): Promise<void>;
	/** Looks at the clock. */
	tick(): void;
	/** Keeps the session for the next page. */
	save(): void;
}

interface Open {
	readonly id: string;
	readonly startedAt: number;
	lastAt: number;
}

/**
 * Takes the session of the tab's last page up, if there is one.
 * @param name under which a page keeps its session for the next page in the same tab
 * @param timeoutMs milliseconds without a touch after which it ends; 0 never
 * @param warningMs milliseconds before that, for a warning
 * @param test whether all sessions are trials
 * @param describe what is known of a session when it starts
 * @param onIdle called when it ends so, with what resolves when that is kept
 */
export function openSession(
	name: string,
	queue: Queue,
	clock: Clock,
	timeoutMs: number,
	warningMs: number,
	test: boolean,
	describe: () => object,
	emit: Emit,
	onIdle: (stopped: Promise<void>) => void,
): Session {
	let open: Open | null = null;
	let warned = false;
	let testNext = test;
	try {
		open = JSON.parse(sessionStorage[name]);
	} catch {
		// Nothing there, or no storage: each page starts a session of its own.
	}

	const session: Session = {
		get id() {
			return open ? open.id : null;
		},
		touch(at) {
			session.start(at);
			if (open) open.lastAt = at;
			warned = false;
		},
		async start(at, data) {
			if (open) return;
			const id = uuidV7(at);
			open = { id, startedAt: at, lastAt: at };
			emit("session", { id, state: "started" });
			const body = { id, ts: at, data: JSON.stringify({ ...describe(), ...data }), test: testNext };
			testNext = test;
			await queue.add({ path: "/sessions", session: id, body });
		},
		async stop(at, reason) {
			if (!open) return;
			const { id } = open;
			open = null;
			session.save();
			emit("session", { id, state: "stopped", ...(reason && { reason }) });
			await queue.add({ path: "/sessions/stop", session: id, body: { ts: at, reason } });
		},
		async markTest() {
			if (open) {
				const { id, startedAt: ts } = open;
				await queue.add({ path: "/sessions", session: id, body: { id, ts, test: true } });
			} else testNext = true;
		},
		tick() {
			if (!open || !timeoutMs) return;
			const leftMs = open.lastAt + timeoutMs - clock();
			if (leftMs <= 0) onIdle(session.stop(open.lastAt, "idle"));
			else if (leftMs <= warningMs && !warned) {
				warned = true;
				emit("idle-warning", { seconds: Math.ceil(leftMs / 1000) });
			}
		},
		save() {
			try {
				sessionStorage[name] = JSON.stringify(open);
			} catch {
				// As above.
			}
		},
	};
	return session;
}

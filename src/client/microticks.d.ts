/** The browser client of Microticks: measures what visitors do on a kiosk's page. */

/** How a page is measured. In a script tag, each is an attribute: `consumerKey` is `data-consumer-key`. */
export interface MicroticksOptions {
	/** The key of the consumer that the page is, as `microticks createconsumer` printed it. */
	readonly consumerKey: string;
	/** Where the server is, such as `http://localhost:5000`. Without it: where the script came from. */
	readonly host?: string;
	/** The server's `MICROTICKS_KEY`, where it asks for one on every request. */
	readonly key?: string;
	/** Seconds without a touch after which a session ends: 60. */
	readonly idleTimeout?: number | string;
	/** Seconds before that at which `idle-warning` comes: 10. */
	readonly idleWarning?: number | string;
	/** What the page does when it is idle: `"reload"`, or an address to go to. Without it: nothing. */
	readonly idleAction?: string;
	/** Seconds from one sign of life to the next: 300. 0 sends none. */
	readonly heartbeat?: number | string;
	/** Taps a second that are taken, of all fingers together: 50. More are counted in one event `burst`. */
	readonly tapLimit?: number | string;
	/** `"off"`: sessions are started and stopped by calls alone, and nothing is done about idle. */
	readonly sessions?: "on" | "off";
	/** `"off"`: taps become no events. */
	readonly taps?: "on" | "off";
	/** `"off"`: video and audio become no events. */
	readonly media?: "on" | "off";
	/** `"off"`: screens are named by {@link Microticks.screen} alone. */
	readonly screens?: "on" | "off";
	/** Origins, with spaces between them, whose frames with the client in them join this page's session. */
	readonly frames?: string;
	/** Anything but `"off"`: all sessions are trials by staff. The same as `?microticks-test` in the page's address. */
	readonly test?: boolean | string;
}

/** What listeners are told. */
export interface MicroticksEvents {
	/** Something was kept on this machine, to be sent. */
	queued: { readonly count: number };
	/** The server has acknowledged this many. */
	sent: { readonly count: number };
	/** A session was started or stopped; `id` is its `client_id` on the server. */
	session: { readonly id: string; readonly state: "started" | "stopped"; readonly reason?: string };
	/** Nobody has touched for a while: in so many seconds, `idle` comes. */
	"idle-warning": { readonly seconds: number };
	/** Nobody has touched for the idle time; the session is stopped. */
	idle: Record<never, never>;
	/**
	 * Something went wrong. The page goes on, and so does measuring. `code` is
	 * - the server's own, for what it refused for good: it is kept in the store `dead`, and `count` more are not sent;
	 * - `store_unavailable`: nothing can be kept on this machine's disk for now, only in memory; `store_back`: it can again;
	 * - `store_replaced`: the store was broken, and was made anew;
	 * - `queue_full`: `count` of the oldest events had to go;
	 * - `idle_action`: the page to go to does not answer, so this one stays;
	 * - `script`: an error in the client or in one of its listeners.
	 */
	error: { readonly code: string; readonly message: string; readonly count?: number };
}

/** What measures a page. No call throws, and no promise of it rejects. */
export interface Microticks {
	/**
	 * Keeps an event, to be sent. Counts as a touch: it starts a session where none is open, and puts off idle.
	 * @param action what the visitor did, at most 200 characters
	 * @param data anything about it: text, or what JSON can hold; 64 KiB
	 * @returns resolves when it is on this machine's disk
	 */
	track(action: string, data?: unknown): Promise<void>;
	/**
	 * Starts a session, unless one is open.
	 * @param data what is to be known of it, beside its page, screen, language and viewport
	 */
	startSession(data?: Readonly<Record<string, unknown>>): Promise<void>;
	/** Stops the session, where one is open, now. */
	stopSession(reason?: string): Promise<void>;
	/** Says which screen is shown. */
	screen(name: string): void;
	/** Marks the session that is open, or the next one, as a trial by staff. */
	markTest(): Promise<void>;
	/** Sends what is queued, now; resolves when that is done, or has failed. */
	flush(): Promise<void>;
	/** @returns ends the listening */
	on<Name extends keyof MicroticksEvents>(name: Name, listener: (event: MicroticksEvents[Name]) => void): () => void;
	/** The id of the session that is open. */
	readonly session: string | null;
	/** How much is kept on this machine and not yet acknowledged. */
	readonly queueLength: number;
}

/** Starts to measure this page. */
export declare function createMicroticks(options: MicroticksOptions): Microticks;

/** The calls of the 2017 client: they measure what they are called for, and nothing else. */
export declare class MicroticksService {
	/** A host to give where nothing shall be sent. */
	static readonly DUMMY_HOST: "dummy";
	constructor(host: string, consumerKey: string);
	/** Whether to log each call. */
	debug: boolean;
	readonly host: string;
	readonly consumerKey: string;
	/** The open session's id; `null` where none is open. */
	readonly sessionToken: string | null;
	startSession(): Promise<void>;
	trackEvent(action: string, data?: unknown): Promise<void>;
	stopSession(reason?: string): Promise<void>;
}

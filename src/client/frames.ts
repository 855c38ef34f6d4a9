import type { Listen } from "./taps.ts";

/** Tells the page around a frame, or a frame in it: `hello`, `join`, `joined`, then `touch`, and `track` with an event. */
export type Tell = (kind: string, action?: string, data?: string) => void;

/**
 * Takes the frames of the page's own origin for a part of it, and what frames with the client in them send, where their
 * origin is allowed.
 * @param origins that may join, with blanks between them; the page's own may always
 * @param watch starts to watch a window
 * @param onJoined called where this page is in a frame itself, and the page around it takes what it tells
 * @returns looks for touches into other frames, which no page is told of: they show by the user activation of the page
 * around them (HTML, section 6.4.1)
 */
export function watchFrames(
	listen: Listen,
	origins: string,
	watch: (view: Window) => void,
	onTouch: () => void,
	onTrack: (action: string, data: string) => void,
	onJoined: (tell: Tell) => void,
): () => void {
	const seen = new WeakSet<Document>();
	const tell = (to: Window, kind: string, action?: string, data?: string) =>
		to.postMessage({ microticks: kind, action, data }, "*");

	listen<MessageEvent>(window, "message", ({ data: message, source, origin }) => {
		const kind = message?.microticks;
		if (!kind) return;
		if (source === parent) {
			if (kind === "hello") tell(parent, "join");
			if (kind === "joined") onJoined((...told) => tell(parent, ...told));
		} else if (origin === location.origin || origins.split(" ").includes(origin)) {
			if (kind === "join") tell(source as Window, "joined");
			if (kind === "touch") onTouch();
			if (kind === "track") onTrack(`${message.action}`, `${message.data}`);
		}
	});
	if (parent !== window) tell(parent, "join");
	attach(window);

	return () => {
		if (document.activeElement?.localName === "iframe" && navigator.userActivation?.isActive) onTouch();
	};

	function attach(view: Window): void {
		const look = () => {
			for (let index = 0; index < view.length; index++) {
				const frame = view[index] as Window & { microticks?: unknown };
				try {
					if (seen.has(frame.document)) continue;
					seen.add(frame.document);
					// One that measures itself joins by messages.
					if (frame.microticks) tell(frame, "hello");
					else attach(frame);
				} catch {
					// A frame of another origin.
					tell(frame, "hello");
				}
			}
		};
		watch(view);
		// Not by the window, which no element's `load` reaches.
		listen(view.document, "load", look);
		look();
	}
}

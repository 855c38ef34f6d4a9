import { nameOf } from "./elements.ts";
import type { Listen } from "./taps.ts";

/** Follows every video and audio of a window. */
export function followMedia(listen: Listen, onMedia: (action: string, data: object) => void): (view: Window) => void {
	return (view) =>
		// They do not bubble, but are captured on their way down.
		listen(view, "play pause ended", ({ type, target }) => {
			const media = target as HTMLMediaElement;
			// At the end a browser pauses, too.
			if (type === "pause" && media.ended) return;
			onMedia(type, { target: nameOf(media), position: seconds(media.currentTime), duration: seconds(media.duration) });
		});
}

/** To the millisecond; a stream's duration is not finite. */
function seconds(value: number): number | undefined {
	return Number.isFinite(value) ? Math.round(value * 1000) / 1000 : undefined;
}

import { useEffect, useState } from "preact/hooks";
import { open } from "../../api.ts";

/** An event as it is told live. */
export interface Touch {
	readonly id: number;
	readonly session_id: number;
	readonly consumer_id: number | null;
	readonly time: string;
	readonly action: string;
	readonly target: string | null;
}

/** Touches that are kept. */
const MOST_TOUCHES = 100;

/** Milliseconds until a broken stream is opened again. */
const AGAIN_MS = 2000;

/** Follows what happens; after a break it goes on where it was. */
export function useLive(): { readonly touches: readonly Touch[]; readonly connected: boolean } {
	const [touches, setTouches] = useState<readonly Touch[]>([]);
	const [connected, setConnected] = useState(true);
	useEffect(() => {
		const abort = new AbortController();
		let lastId = "";
		const follow = async () => {
			while (!abort.signal.aborted) {
				try {
					const stream = await open("live", lastId, abort.signal);
					setConnected(true);
					for await (const { id, event, data } of messages(stream)) {
						if (id !== "") lastId = id;
						if (event !== "touch") continue;
						const touch = JSON.parse(data) as Touch;
						setTouches((before) => [touch, ...before].slice(0, MOST_TOUCHES));
					}
				} catch {
					if (abort.signal.aborted) return;
				}
				setConnected(false);
				await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
			}
		};
		void follow();
		return () => abort.abort();
	}, []);
	return { touches, connected };
}

/** Server-sent events as the HTML standard has them; `EventSource` itself cannot send a key. */
async function* messages(
	stream: ReadableStream<Uint8Array>,
): AsyncGenerator<{ id: string; event: string; data: string }> {
	const reader = stream.pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array>).getReader();
	let text = "";
	for (;;) {
		const { value, done } = await reader.read();
		if (done) return;
		text += value;
		const blocks = text.split("\n\n");
		text = blocks.pop() ?? "";
		for (const block of blocks) {
			const field = (name: string) =>
				block
					.split("\n")
					.find((line) => line.startsWith(`${name}: `))
					?.slice(name.length + 2) ?? "";
			yield { id: field("id"), event: field("event"), data: field("data") };
		}
	}
}

import type { LiveMessage } from "./live-state.ts";

/** What came at once. */
interface Portion {
	readonly messages: readonly LiveMessage[];
	/** Where to go on after a break; `undefined` where that is as before. */
	readonly id: string | undefined;
}

/** Reads server-sent events as the HTML standard has them; `EventSource` itself cannot send a key. */
export async function* readMessages(stream: ReadableStream<Uint8Array>): AsyncGenerator<Portion, undefined> {
	const reader = stream.getReader();
	const decoder = new TextDecoder();
	let text = "";
	for (;;) {
		const { value, done } = await reader.read();
		if (done) return undefined;
		const blocks = (text + decoder.decode(value, { stream: true })).split("\n\n");
		text = blocks.pop() ?? "";
		const read = blocks.map(readBlock);
		yield {
			messages: read.flatMap(({ message }) => message ?? []),
			id: read.findLast(({ id }) => id !== undefined)?.id,
		};
	}
}

function readBlock(block: string): { readonly message: LiveMessage | undefined; readonly id: string | undefined } {
	const lines = block.split("\n");
	const field = (name: string) => lines.find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2);
	const [event, data] = [field("event"), field("data")];
	// Of the server's own making, as the types have it.
	const message = event === undefined || data === undefined ? undefined : { event, data: JSON.parse(data) as unknown };
	return { message: message as LiveMessage | undefined, id: field("id") };
}

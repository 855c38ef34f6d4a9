import { expect, test } from "bun:test";
import { openTestService, type TestService } from "../support/service.ts";

async function touch(service: TestService, target: string): Promise<number> {
	const token = await service.startSession();
	const response = await service.json("/events", {
		token,
		action: "click",
		data: { target },
		ts: "2026-01-31T12:00:00Z",
	});
	const { event_id: id } = (await response.json()) as { event_id: number };
	return id;
}

/** Follows the stream until so many touches came. */
async function follow(service: TestService, count: number, headers: Record<string, string> = {}) {
	const response = await service.request("/live", { headers });
	expect(response.headers.get("content-type")).toBe("text/event-stream");
	const decoder = new TextDecoder();
	let text = "";
	const touches = async () => {
		for await (const chunk of response.body ?? []) {
			text += decoder.decode(chunk, { stream: true });
			const found = [...text.matchAll(/^id: (\d+)\nevent: touch\ndata: (.*)$/gm)];
			if (found.length < count) continue;
			return found.map(([, id, data = ""]) => ({
				...(JSON.parse(data) as { id: number; target: string }),
				id: Number(id),
			}));
		}
		throw new Error(`The stream ended after ${text}`);
	};
	return { touches: touches() };
}

test("tells of each touch after its commit", async () => {
	await using service = await openTestService();
	await touch(service, "before");
	const live = await follow(service, 2);
	const ids = [await touch(service, "map"), await touch(service, "film")];
	expect((await live.touches).map(({ id, target }) => [id, target])).toEqual([
		[ids[0] ?? 0, "map"],
		[ids[1] ?? 0, "film"],
	]);
});

test("goes on where it was after a break", async () => {
	await using service = await openTestService();
	const seen = await touch(service, "seen");
	await touch(service, "missed");
	const live = await follow(service, 1, { "last-event-id": `${seen}` });
	expect((await live.touches).map(({ target }) => target)).toEqual(["missed"]);
});

test("HEAD tells its type, and opens no stream", async () => {
	await using service = await openTestService();
	// More than there may be streams.
	for (let number = 0; number < 40; number++) {
		const head = await service.request("/live", { method: "HEAD" });
		expect([head.status, head.headers.get("content-type")]).toEqual([200, "text/event-stream"]);
	}
	const live = await follow(service, 1);
	await touch(service, "map");
	expect((await live.touches).map(({ target }) => target)).toEqual(["map"]);
});

test("ends when the server stops", async () => {
	const service = await openTestService();
	const response = await service.request("/live");
	const ended = response.text();
	await service[Symbol.asyncDispose]();
	expect(await ended).toStartWith("id: 0");
});

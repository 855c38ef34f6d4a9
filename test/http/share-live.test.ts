import { expect, test } from "bun:test";
import { LIMITS } from "../../src/model/limits.ts";
import { addConsumer, openTestService, type TestService } from "../support/service.ts";
import { expectError, expectOk } from "./expect-answer.ts";
import { makeShare, revokeShare } from "./shares.ts";

const OTHER = "b".repeat(32);
const TS = "2026-01-31T12:00:00Z";

/** A server with two kiosks, each with a session: that of the service's own consumer is the second. */
async function openKiosks() {
	const service = await openTestService({ prepare: (path) => addConsumer(path, "Other", OTHER) });
	const own = await service.startSession();
	const other = await service.startSession({ consumer_key: OTHER });
	return { service, own, other, [Symbol.asyncDispose]: () => service[Symbol.asyncDispose]() };
}

async function touch(service: TestService, token: string, target: string): Promise<number> {
	const body = { token, action: "click", data: { target }, ts: TS };
	return (await expectOk<{ event_id: number }>(await service.json("/events", body))).event_id;
}

/** Follows the stream by a link; gives the targets of the touches that came, once `last` was among them. */
async function follow(service: TestService, headers: Record<string, string>) {
	const response = await service.request("/live", { headers });
	expect(response.status).toBe(200);
	const chunks = (response.body ?? new ReadableStream()).pipeThrough(new TextDecoderStream()).getReader();
	let text = "";
	const targets = () => [...text.matchAll(/"target":"([^"]*)"/g)].map(([, target]) => target ?? "");
	return {
		async until(last: string): Promise<string[]> {
			while (!targets().includes(last)) {
				const { value, done } = await chunks.read();
				if (done) throw new Error(`The stream ended after ${text}`);
				text += value;
			}
			return targets();
		},
		/** Reads to its end. */
		async rest(): Promise<string[]> {
			for (;;) {
				const { value, done } = await chunks.read();
				if (done) return targets();
				text += value;
			}
		},
		/** The names of what was told, and of which session, event or, of those that are open, sessions. */
		told: () =>
			[...text.matchAll(/event: (\w+)\ndata: (.*)\n/g)].map(([, event, data = "{}"]) => {
				const { id, sessions } = JSON.parse(data) as { id: number; sessions?: { id: number }[] };
				return [event, ...(sessions?.map((session) => session.id) ?? [id])];
			}),
		close: () => chunks.cancel(),
	};
}

test("a link tells of its own kiosks' touches, live and after a break", async () => {
	await using kiosks = await openKiosks();
	const { service, own, other } = kiosks;
	const { headers } = await makeShare(service, [2]);
	await touch(service, other, "not theirs before");
	const first = await touch(service, own, "before");
	const live = await follow(service, headers);
	await touch(service, other, "not theirs");
	await touch(service, own, "theirs");
	expect(await live.until("theirs")).toEqual(["before", "theirs"]);
	await live.close();
	await touch(service, other, "not theirs either");
	await touch(service, own, "missed");
	const again = await follow(service, { ...headers, "last-event-id": `${first}` });
	expect(await again.until("missed")).toEqual(["theirs", "missed"]);
	await again.close();
	const all = await follow(service, { ...(await makeShare(service)).headers, "last-event-id": `${first}` });
	expect(await all.until("missed")).toEqual(["not theirs", "theirs", "not theirs either", "missed"]);
	await all.close();
});

test("a link tells of its own kiosks' sessions, those that are open and those that come and go", async () => {
	await using kiosks = await openKiosks();
	const { service, own, other } = kiosks;
	const { headers } = await makeShare(service, [2]);
	const live = await follow(service, headers);
	const stop = async (token: string) => expectOk(await service.form("/sessions/stop", { token, ts: TS }));
	await stop(other);
	await stop(own);
	const [one, two] = [await service.startSession({ consumer_key: OTHER }), await service.startSession()];
	await touch(service, one, "not theirs");
	await touch(service, two, "theirs");
	await live.until("theirs");
	expect(live.told()).toEqual([
		["open", 1],
		["session", 4],
		["touch", 2],
		["stop", 1],
	]);
	await live.close();
});

test("a stream by a link ends when the link is revoked, and one by another goes on", async () => {
	await using kiosks = await openKiosks();
	const { service, own } = kiosks;
	const [one, two] = [await makeShare(service, [2]), await makeShare(service, [2])];
	const [ended, live] = [await follow(service, one.headers), await follow(service, two.headers)];
	await revokeShare(service, one.id);
	expect(await ended.rest()).toEqual([]);
	await touch(service, own, "after");
	expect(await live.until("after")).toEqual(["after"]);
	await live.close();
	await expectError(await service.request("/live", { headers: one.headers }), "api_key_wrong");
});

test("a link gives no history: it goes back over the last thousand events at most, the owner over all", async () => {
	await using kiosks = await openKiosks();
	const { service, own, other } = kiosks;
	await touch(service, own, "long ago");
	const events = Array.from({ length: LIMITS.batchItems }, () => ({ action: "wait", data: "", ts: TS }));
	await expectOk(await service.json("/events/batch", { token: other, events }));
	await touch(service, own, "now");
	const back = { "last-event-id": "0" };
	const shared = await follow(service, { ...(await makeShare(service, [2])).headers, ...back });
	expect(await shared.until("now")).toEqual(["now"]);
	await shared.close();
	const owners = await follow(service, back);
	expect(await owners.until("now")).toEqual(["long ago", "now"]);
	await owners.close();
});

test("links leave streams for the owner", async () => {
	await using kiosks = await openKiosks();
	const { service } = kiosks;
	const { headers } = await makeShare(service);
	const streams = [];
	for (let number = 0; number < 16; number++) streams.push(await follow(service, headers));
	await expectError(await service.request("/live", { headers }), "busy");
	streams.push(await follow(service, {}));
	for (const stream of streams) await stream.close();
});

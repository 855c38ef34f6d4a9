import { parseIpFilter } from "../../src/model/ip-filter.ts";
import { addConsumer, openTestService, type TestService } from "../support/service.ts";
import { type Visit, writeVisits } from "./history.ts";

const OTHER = "b".repeat(32);

/** With nulls and ties in every member that can have them. */
function visits(key: string): Visit[] {
	const event = (ts: string, action: string, data: unknown) => ({ ts, action, data });
	return [
		{
			key,
			ip: "10.0.0.1",
			startedAt: "2017-08-25T10:00:00.000Z",
			stoppedAt: "2017-08-25T10:05:00.000Z",
			reason: "idle",
			events: [
				event("2017-08-25T10:00:01.000Z", "click", { target: "a" }),
				event("2017-08-25T10:00:01.000Z", "zoom", 3),
			],
		},
		{ key, ip: "10.0.0.2", startedAt: "2017-08-25T10:00:00.000Z", events: [event("2017-08-26T00:00:00Z", "zoom", 3)] },
		{ key: OTHER, ip: "10.0.0.1", startedAt: "2017-09-01T00:00:00.000Z", events: [], test: true },
		{
			key: OTHER,
			ip: "2001:db8::1",
			startedAt: "2018-01-01T00:00:00.000Z",
			stoppedAt: "2018-01-01T00:05:00.000Z",
			events: [
				event("2018-01-01T00:00:01Z", "click", "book 42"),
				event("2018-01-01T00:00:00Z", "click", "𐀀 sorts behind ﬁ"),
				event("2018-01-01T00:00:00Z", "søk", "ﬁ"),
				event("2017-08-25T10:00:01Z", "a", ""),
				event("2018-01-01T00:00:02Z", "A", "x".repeat(65)),
				event("2018-01-01T00:00:02Z", "A", `${"x".repeat(64)}a`),
				event("2018-01-01T00:00:03Z", "A", `${"x".repeat(63)}b`),
				event("2018-01-01T00:00:03Z", "A", `${"x".repeat(63)}a`),
			],
		},
		{
			key,
			ip: "10.0.0.1",
			startedAt: "2018-01-01T00:00:00.000Z",
			stoppedAt: "2018-01-01T00:05:00.000Z",
			reason: "done",
			events: [event("2018-01-01T00:00:01Z", "click", null)],
		},
	];
}

/** Opens a service that has a history of six sessions, two of which have timed out. */
export async function openServiceWithVisits(): Promise<TestService> {
	const service = await openTestService({
		config: { trustedProxy: parseIpFilter("127.0.0.0/8") },
		prepare: (path) => addConsumer(path, "Other", OTHER),
	});
	const all = visits(service.key);
	// The views go by the machine's own clock.
	service.clock.now = Date.now() - 3_600_000;
	await writeVisits(service, all.slice(0, 3));
	service.clock.now = Date.now();
	await writeVisits(service, [...all.slice(3), ...all.slice(1, 2)]);
	return service;
}

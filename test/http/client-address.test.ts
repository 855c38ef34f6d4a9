import { expect, test } from "bun:test";
import { parseIpFilter } from "../../src/model/ip-filter.ts";
import { addConsumer, openTestService } from "../support/service.ts";
import { expectError, expectOk, queryFile } from "./expect-answer.ts";

const rows: [string, string | undefined, string | undefined, string][] = [
	["nobody is trusted", undefined, "203.0.113.7", "127.0.0.1"],
	["the peer is not trusted", "10.0.0.0/8", "203.0.113.7", "127.0.0.1"],
	["no header", "127.0.0.1", undefined, "127.0.0.1"],
	["an empty header", "127.0.0.1", "", "127.0.0.1"],
	["one address", "127.0.0.1", "203.0.113.7", "203.0.113.7"],
	["what stands left can be spoofed", "127.0.0.1", "10.9.9.9, 198.51.100.1, 203.0.113.7", "203.0.113.7"],
	["a chain of trusted proxies", "127.0.0.1 10.0.0.0/8", "1.2.3.4, 203.0.113.7, 10.0.0.2,10.0.0.1", "203.0.113.7"],
	["proxies alone: the first", "127.0.0.1 10.0.0.0/8", "10.0.0.2, 10.0.0.1", "10.0.0.2"],
	["nothing behind a comma", "127.0.0.1", "203.0.113.7,", "127.0.0.1"],
	["IPv6", "127.0.0.1", "2001:DB8:0::0001", "2001:db8::1"],
	["IPv4 in IPv6", "127.0.0.1", "::ffff:203.0.113.7", "203.0.113.7"],
	["IPv4 with a port", "127.0.0.1", "203.0.113.7:51234", "203.0.113.7"],
	["IPv6 with a port", "127.0.0.1", "[2001:db8::1]:51234", "2001:db8::1"],
	["IPv6 in brackets", "127.0.0.1", "[2001:db8::1]", "2001:db8::1"],
];

test.each(rows)("%s", async (_name, trusted, header, expected) => {
	const key = "c".repeat(32);
	await using service = await openTestService({
		config: { trustedProxy: trusted === undefined ? undefined : parseIpFilter(trusted) },
		prepare: (path) => addConsumer(path, "Filtered", key, { ipFilter: expected }),
	});
	const headers = header === undefined ? {} : { "x-forwarded-for": header };
	// Its ip_filter names the very address that is to be seen.
	await expectOk(await service.form("/sessions", { consumer_key: key, ts: "2026-01-31" }, headers));
	expect(queryFile(service.databasePath, "SELECT ip FROM sessions")).toEqual([{ ip: expected }]);
	const { count } = await expectOk<{ count: number }>(await service.request(`/sessions?ip=${expected}`));
	expect(count).toBe(1);
});

test("the rate limit is each address's own", async () => {
	const config = { rateLimit: 1, trustedProxy: parseIpFilter("127.0.0.1") };
	await using service = await openTestService({ config });
	const beat = (address: string) =>
		service.form("/heartbeat", { consumer_key: service.key, ts: "2026-01-31" }, { "x-forwarded-for": address });
	await expectOk(await beat("203.0.113.1"));
	await expectError(await beat("203.0.113.1"), "rate_limited");
	await expectError(await beat("198.51.100.1, 203.0.113.1"), "rate_limited");
	await expectOk(await beat("203.0.113.2"));
	await expectOk(await service.request("/events"));
});

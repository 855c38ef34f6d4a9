import { expect, test } from "bun:test";
import type { ErrorEvent } from "@sentry/bun";
import { startErrorReporting, stripEvent } from "../../src/cli/error-reporting.ts";

const TOKEN = "0d8bede288664271894751762c3f3e23";

/** The message of an error as it would be sent. */
function sent(message: string): string | undefined {
	const event: ErrorEvent = { type: undefined, exception: { values: [{ type: "Error", value: message }] } };
	return stripEvent(event).exception?.values?.[0]?.value;
}

test.each([
	[`no session ${TOKEN}`, "no session [hex]"],
	[`key=${TOKEN.toUpperCase()}!`, "key=[hex]!"],
	["session 019301fb5b5c7cc4a2a59f6f4c1d8f10 of 192.0.2.7", "session [hex] of [address]"],
	["refused by 192.0.2.7:443", "refused by [address]:443"],
	["from 2001:db8:0:0:0:0:0:1, twice", "from [address], twice"],
	["from 2001:db8::1, fe80::1 and ::1", "from [address], [address] and [address]"],
	["from ::ffff:192.0.2.7", "from [address]"],
	['bad data "Anna was here"', 'bad data "…"'],
	["bad data 'Anna was here' and `more`", "bad data '…' and `…`"],
	['bad data "she said \\"Anna\\" here" end', 'bad data "…" end'],
	['unexpected {"name":"Anna","age":9}', 'unexpected {"…":"…","…":9}'],
	["Can't read 'Anna', won't try", "Can't read '…', won't try"],
	['cut off "Anna was', 'cut off "…"'],
	["two\n'lines\nof it'", "two\n'…'"],
	["SQLITE_CORRUPT: database disk image is malformed", "SQLITE_CORRUPT: database disk image is malformed"],
	["at 12:30:05 in Foo::bar, version 1.4.5", "at 12:30:05 in Foo::bar, version 1.4.5"],
])("%j is sent as %j", (message, expected) => {
	expect(sent(message)).toBe(expected);
});

test("what helps to find the fault is kept, and all else is left out", () => {
	const frame = { filename: "src/store/events.ts", function: "store", lineno: 12, colno: 3 };
	const event: ErrorEvent = {
		type: undefined,
		event_id: "1",
		timestamp: 2,
		platform: "node",
		level: "error",
		release: "microticks@1.0.0",
		tags: { error_id: "e1" },
		exception: {
			values: [
				{
					type: "SQLiteError",
					value: `token ${TOKEN}`,
					stacktrace: { frames: [{ ...frame, vars: { token: TOKEN } }] },
				},
			],
		},
		message: `token ${TOKEN}`,
		server_name: "kiosk-7",
		user: { ip_address: "192.0.2.7" },
		request: { url: `http://localhost/?key=${TOKEN}`, headers: { authorization: TOKEN } },
		contexts: { device: { name: "kiosk-7" } },
		extra: { data: TOKEN },
		breadcrumbs: [{ message: TOKEN }],
	};
	expect<unknown>(stripEvent(event)).toEqual({
		event_id: "1",
		timestamp: 2,
		platform: "node",
		level: "error",
		release: "microticks@1.0.0",
		tags: { error_id: "e1" },
		exception: { values: [{ type: "SQLiteError", value: "token [hex]", stacktrace: { frames: [frame] } }] },
	});
});

test("without a DSN nothing is sent, and nobody waits", async () => {
	const reporting = await startErrorReporting(undefined, "1.0.0");
	reporting.report(new Error("ours"), "e1");
	expect(await reporting.flush(1)).toBeUndefined();
});

import { expect, test } from "bun:test";
import { Value } from "@sinclair/typebox/value";
import fc from "fast-check";
import { ClientId, clientIdBytes } from "../../src/model/client-id.ts";

test("a UUID is 16 bytes, however it is written", () => {
	fc.assert(
		fc.property(fc.uuid(), (uuid) => {
			const bytes = clientIdBytes(uuid);
			expect(bytes.byteLength).toBe(16);
			expect(Buffer.from(bytes).toString("hex")).toBe(uuid.replaceAll("-", ""));
			expect(clientIdBytes(uuid.toUpperCase())).toEqual(bytes);
			expect(clientIdBytes(uuid.replaceAll("-", ""))).toEqual(bytes);
			expect(Value.Check(ClientId, uuid)).toBe(true);
			expect(Value.Check(ClientId, uuid.toUpperCase().replaceAll("-", ""))).toBe(true);
		}),
	);
});

test.each([
	[""],
	["1"],
	["019301fb-5b5c-7cc4-a2a5-9f6f4c1d8f1"],
	["019301fb-5b5c-7cc4-a2a5-9f6f4c1d8f100"],
	["g19301fb-5b5c-7cc4-a2a5-9f6f4c1d8f10"],
	["{019301fb-5b5c-7cc4-a2a5-9f6f4c1d8f10}"],
	[" 019301fb-5b5c-7cc4-a2a5-9f6f4c1d8f10"],
	["019301fb-5b5c-7cc4-a2a5-9f6f4c1d8f10\n"],
])("%j is no UUID", (text) => {
	expect(Value.Check(ClientId, text)).toBe(false);
});

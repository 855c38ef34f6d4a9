import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { isLoopback, normalizeAddress, parseIpFilter, readStoredIpFilter } from "../../src/model/ip-filter.ts";

describe("parseIpFilter", () => {
	test.each([
		["192.0.2.7", "192.0.2.7", true],
		["192.0.2.7", "192.0.2.8", false],
		["10.0.0.0/8", "10.255.255.255", true],
		["10.0.0.0/8", "11.0.0.0", false],
		["10.1.2.3/8", "10.9.9.9", true],
		["192.0.2.7/32", "192.0.2.6", false],
		["0.0.0.0/0", "203.0.113.9", true],
		["0.0.0.0/0", "2001:db8::1", false],
		["2001:db8::/32", "2001:db8:ffff::1", true],
		["2001:db8::/32", "2001:db9::1", false],
		["2001:DB8::1", "2001:0db8:0:0:0:0:0:1", true],
		["fe80::/10", "fe80::1%eth0", true],
		["192.0.2.7", "::ffff:192.0.2.7", true],
		["::ffff:192.0.2.7", "192.0.2.7", true],
		["::ffff:10.0.0.0/104", "10.9.9.9", true],
		["::ffff:10.0.0.0/104", "11.9.9.9", false],
		["10.0.0.0/8, 192.0.2.7", "192.0.2.7", true],
		["10.0.0.0/8;192.0.2.7", "192.0.2.7", true],
		[" 10.0.0.0/8\n192.0.2.7 ", "10.0.0.1", true],
		["10.0.0.0/8", "", false],
		["10.0.0.0/8", "unknown", false],
		["", "10.0.0.1", false],
	])("%j, asked for %j, says %p", (list, address, expected) => {
		expect(parseIpFilter(list)(address)).toBe(expected);
	});

	test.each([
		["10.0.0.0/33"],
		["10.0.0.0/-1"],
		["10.0.0.0/"],
		["2001:db8::/129"],
		["kiosk.example"],
		["192.168.1"],
		["10"],
		["010.0.0.1"],
		["0x0a.0.0.1"],
		["10.0.0.256"],
		["10.0.0.*"],
		["10.0.0.1-10.0.0.9"],
		["192.0.2.7:80"],
	])("refuses %j, and names it", (entry) => {
		expect(() => parseIpFilter(`192.0.2.1, ${entry}`)).toThrow(
			new RangeError(`"${entry}" is neither an address nor a CIDR range`),
		);
	});

	test("matches an address to a range by their first bits", () => {
		const address = fc.integer({ min: 0, max: 0xff_ff_ff_ff });
		const text = (value: number) => [24, 16, 8, 0].map((shift) => (value >>> shift) & 255).join(".");
		fc.assert(
			fc.property(address, address, fc.integer({ min: 0, max: 32 }), (network, other, bits) => {
				const same = bits === 0 || (network ^ other) >>> (32 - bits) === 0;
				expect(parseIpFilter(`${text(network)}/${bits}`)(text(other))).toBe(same);
			}),
		);
	});
});

test("a stored list keeps working where one entry of it cannot be read", () => {
	const matches = readStoredIpFilter("kiosk.example 192.0.2.0/24");
	expect(matches("192.0.2.9")).toBe(true);
	expect(matches("198.51.100.1")).toBe(false);
	expect(readStoredIpFilter("kiosk.example")("192.0.2.9")).toBe(false);
});

test.each([
	["::ffff:127.0.0.1", "127.0.0.1"],
	["127.0.0.1", "127.0.0.1"],
	["fe80::1%eth0", "fe80::1"],
	["2001:0DB8:0:0:0:0:0:1", "2001:db8::1"],
	["", ""],
	["not:an:address", "not:an:address"],
])("normalizeAddress(%j) is %j", (address, expected) => {
	expect(normalizeAddress(address)).toBe(expected);
});

test.each([
	["127.0.0.1", true],
	["127.255.0.9", true],
	["::1", true],
	["::ffff:127.0.0.1", true],
	["0.0.0.0", false],
	["10.0.0.1", false],
	["::", false],
	["2001:db8::1", false],
	["localhost", false],
	["", false],
])("isLoopback(%j) is %p", (address, expected) => {
	expect(isLoopback(address)).toBe(expected);
});

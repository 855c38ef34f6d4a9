import { expect, test } from "bun:test";
import { WriteRate } from "../../src/store/write-rate.ts";

test("tells how much was written lately, and forgets it", () => {
	const rate = new WriteRate();
	expect(rate.perSecond(1000)).toBe(0);
	for (let at = 1000; at < 1500; at += 10) rate.add(30, at);
	expect(rate.perSecond(1500)).toBe(3000);
	expect(rate.perSecond(1900)).toBe(3000);
	expect(rate.perSecond(2000)).toBe(0);
});

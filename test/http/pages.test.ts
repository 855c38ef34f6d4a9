import { expect, test } from "bun:test";
import { openTestService } from "../support/service.ts";

test("the start page's lines go to the port that it is served on", async () => {
	await using service = await openTestService();
	const page = await (await service.request("/")).text();
	expect(page).toContain(`curl ${service.url}/sessions`);
	expect(page).not.toContain("localhost:5000");
});

test("a page is sent once, and asked for by its ETag from then on", async () => {
	await using service = await openTestService();
	const first = await service.request("/");
	const etag = first.headers.get("etag") ?? "";
	expect(etag).toMatch(/^"[0-9a-z]+-gzip"$/);
	const again = await service.request("/", { headers: { "if-none-match": etag } });
	expect([again.status, await again.text()]).toEqual([304, ""]);
	const plain = await service.request("/", { headers: { "accept-encoding": "identity" } });
	expect(plain.headers.get("etag")).not.toBe(etag);
	expect(await plain.text()).toBe(await first.text());
});

test("pages run nothing from elsewhere, and nothing inline", async () => {
	await using service = await openTestService();
	for (const path of ["/", "/dash", "/swagger"]) {
		const policy = (await service.request(path)).headers.get("content-security-policy") ?? "";
		expect(policy).toContain("default-src 'none'");
		expect(policy).not.toContain("unsafe");
	}
});

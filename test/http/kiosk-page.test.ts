import { expect, test } from "bun:test";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { openTestService, type TestService, temporaryDirectory } from "../support/service.ts";

/** A kiosk's page of a few files, in a folder beside a secret. */
async function openKiosk(appConsumer?: string): Promise<{ service: TestService; folder: string } & AsyncDisposable> {
	const directory = temporaryDirectory();
	const folder = join(directory.path, "kiosk");
	mkdirSync(join(folder, "rooms/first floor"), { recursive: true });
	mkdirSync(join(folder, "empty"));
	mkdirSync(join(folder, ".git"));
	writeFileSync(join(directory.path, "secret.txt"), "secret");
	writeFileSync(
		join(folder, "index.html"),
		"<!doctype html><html><head><title>Kiosk</title></head><body>Hall</body></html>",
	);
	writeFileSync(join(folder, "rooms/first floor/index.html"), "<!doctype html>\n<p>Room 1");
	writeFileSync(join(folder, "rooms/plan-ü.txt"), "Plan");
	writeFileSync(join(folder, "rooms/itself.html"), '<script src="http://other:5000/microticks.js"></script>');
	writeFileSync(join(folder, ".env"), "secret");
	writeFileSync(join(folder, ".git/config"), "secret");
	writeFileSync(join(folder, "film.webm"), "0123456789");
	symlinkSync(join(directory.path, "secret.txt"), join(folder, "way-out.txt"));
	symlinkSync(join(folder, "film.webm"), join(folder, "other-film.webm"));
	const service = await openTestService({ config: { app: folder, appConsumer, readKey: "secret" } });
	return {
		service,
		folder,
		async [Symbol.asyncDispose]() {
			await service[Symbol.asyncDispose]();
			directory[Symbol.dispose]();
		},
	};
}

/** Sends a path as it stands, past what `fetch` would make of it. */
async function sendRaw({ url }: TestService, path: string): Promise<string> {
	const answered = Promise.withResolvers<string>();
	let text = "";
	await Bun.connect({
		hostname: "127.0.0.1",
		port: Number(new URL(url).port),
		socket: {
			open: (socket) => void socket.write(`GET ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`),
			data: (_, bytes) => {
				text += bytes.toString();
			},
			close: () => answered.resolve(text),
		},
	});
	return await answered.promise;
}

test.each([
	["/app/", 200, "text/html; charset=utf-8", "Hall"],
	["/app/index.html", 200, "text/html; charset=utf-8", "Hall"],
	["/app/rooms/first%20floor/", 200, "text/html; charset=utf-8", "Room 1"],
	["/app/rooms/plan-%C3%BC.txt", 200, "text/plain;charset=utf-8", "Plan"],
	["/app/film.webm", 200, "video/webm", "0123456789"],
	["/app/other-film.webm", 200, "video/webm", "0123456789"],
] as const)("%s is answered without a key", async (path, status, type, content) => {
	await using kiosk = await openKiosk();
	const response = await kiosk.service.request(path);
	expect([response.status, response.headers.get("content-type")]).toEqual([status, type]);
	expect(response.headers.get("x-content-type-options")).toBe("nosniff");
	expect(await response.text()).toContain(content);
});

test.each([
	"/app/../secret.txt",
	"/app/rooms/../../secret.txt",
	"/app/..%2fsecret.txt",
	"/app/%2e%2e/secret.txt",
	"/app/%2e%2e%2fsecret.txt",
	"/app/..%5csecret.txt",
	"/app/....//secret.txt",
	"/app//secret.txt",
	"/app/%00",
	"/app/film.webm%00.html",
	"/app/way-out.txt",
	"/app/.env",
	"/app/%2eenv",
	"/app/.git/config",
	"/app/rooms/%ff",
	"/app/rooms/%",
	"/app/empty/",
	"/app/rooms/",
	"/app/film.webm/",
	"/app/nothing",
])("%s leads nowhere", async (path) => {
	await using kiosk = await openKiosk();
	const answer = await sendRaw(kiosk.service, path);
	expect(answer).toMatch(/^HTTP\/1\.1 (404|401|400) /);
	expect(answer).not.toContain("secret\r\n");
	expect(answer).not.toEndWith("secret");
});

test.each([
	["/app", "./app/"],
	["/app?microticks-test", "./app/?microticks-test"],
	["/app/rooms", "./rooms/"],
	["/app/rooms/first%20floor", "./first%20floor/"],
])("%s is a folder, and leads to %s", async (path, location) => {
	await using kiosk = await openKiosk();
	const response = await kiosk.service.request(path, { redirect: "manual" });
	expect([response.status, response.headers.get("location")]).toEqual([301, location]);
});

test.each([
	["bytes=0-3", 206, "0123", "bytes 0-3/10"],
	["bytes=4-", 206, "456789", "bytes 4-9/10"],
	["bytes=-2", 206, "89", "bytes 8-9/10"],
	["bytes=8-99", 206, "89", "bytes 8-9/10"],
	["bytes=-99", 206, "0123456789", "bytes 0-9/10"],
	["bytes=10-", 416, "", "bytes */10"],
	["bytes=-0", 416, "", "bytes */10"],
	["bytes=5-2", 200, "0123456789", null],
	["bytes=0-1,4-5", 200, "0123456789", null],
	["pages=1-2", 200, "0123456789", null],
] as const)("a part of a film: %s", async (range, status, content, contentRange) => {
	await using kiosk = await openKiosk();
	const response = await kiosk.service.request("/app/film.webm", { headers: { range } });
	expect([response.status, await response.text(), response.headers.get("content-range")]).toEqual([
		status,
		content,
		contentRange,
	]);
});

test("what did not change is not sent again; what did is", async () => {
	await using kiosk = await openKiosk();
	for (const path of ["/app/film.webm", "/app/index.html"]) {
		const etag = (await kiosk.service.request(path)).headers.get("etag") ?? "";
		expect(etag).toMatch(/^"[^"]+"$/);
		const again = await kiosk.service.request(path, { headers: { "if-none-match": etag } });
		expect([again.status, await again.text()]).toEqual([304, ""]);
		writeFileSync(join(kiosk.folder, path.slice("/app/".length)), "something else");
		const changed = await kiosk.service.request(path, { headers: { "if-none-match": etag } });
		expect([changed.status, await changed.text()]).toEqual([200, "something else"]);
		const part = await kiosk.service.request(path, { headers: { range: "bytes=0-3", "if-range": etag } });
		expect(await part.text()).toBe("something else");
	}
});

test("the script comes in front of all else, with the key of a consumer that is made", async () => {
	await using kiosk = await openKiosk("Foyer");
	const page = await (await kiosk.service.request("/app/")).text();
	const [, key = ""] =
		/<head><script src="\.\.\/microticks\.js" data-consumer-key="(\w+)"><\/script><title>/.exec(page) ?? [];
	expect(key).toMatch(/^[0-9a-f]{32}$/);
	const started = await kiosk.service.form("/sessions", { consumer_key: key, ts: "2026-01-31T12:00:00Z" });
	expect(started.status).toBe(200);
	const deep = await (await kiosk.service.request("/app/rooms/first%20floor/")).text();
	expect(deep).toStartWith(`<!doctype html><script src="../../../microticks.js" data-consumer-key="${key}"></script>`);
	writeFileSync(join(kiosk.folder, "comment.html"), "<!-- Kiosk\n2 --><!doctype html><p>Hall");
	const commented = await (await kiosk.service.request("/app/comment.html")).text();
	expect(commented).toStartWith("<!-- Kiosk\n2 --><!doctype html><script src=");
	const latin = Buffer.from("<!doctype html><meta charset=latin1><p>Caf\xe9", "latin1");
	writeFileSync(join(kiosk.folder, "latin.html"), latin);
	expect(Buffer.from(await (await kiosk.service.request("/app/latin.html")).bytes())).toEqual(latin);
	const itself = await (await kiosk.service.request("/app/rooms/itself.html")).text();
	expect(itself).toBe('<script src="http://other:5000/microticks.js"></script>');
});

test("other methods are refused, and without a folder there is nothing", async () => {
	await using kiosk = await openKiosk();
	const posted = await kiosk.service.request("/app/film.webm", { method: "POST", headers: { "x-api-key": "secret" } });
	expect(posted.status).toBe(405);
	const head = await kiosk.service.request("/app/film.webm", { method: "HEAD" });
	expect([head.status, head.headers.get("content-length"), await head.text()]).toEqual([200, "10", ""]);
	await using bare = await openTestService();
	const nothing = await bare.request("/app/");
	expect([nothing.status, await nothing.json()]).toEqual([404, expect.objectContaining({ code: "not_found" })]);
});

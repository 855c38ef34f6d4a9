import { expect, setDefaultTimeout, test } from "bun:test";
import { readdirSync } from "node:fs";
import { setImmediate } from "node:timers/promises";
import { spawnBinary } from "../support/binary.ts";
import { temporaryDirectory } from "../support/service.ts";

setDefaultTimeout(60_000);

test("demo has visits, gets new ones, and leaves nothing behind", async () => {
	using directory = temporaryDirectory();
	const child = spawnBinary(["demo", "--days", "3", "--port", "0"], { env: { TMPDIR: directory.path } });
	let said = "";
	const decoder = new TextDecoder();
	const output = child.stdout.getReader();
	while (!said.includes("Ctrl-C")) {
		const { value, done } = await output.read();
		if (done) throw new Error(await child.stderr.text());
		said += decoder.decode(value, { stream: true });
	}
	const [, url = ""] = /^Dashboard: (http:\/\/localhost:\d+)\/dash$/m.exec(said) ?? [];
	const { sessions } = (await (await fetch(`${url}/sessions?limit=1`)).json()) as { sessions: unknown[] };
	expect(sessions).toHaveLength(1);
	const { report } = (await (await fetch(`${url}/reports/touches`)).json()) as { report: { picture: boolean } };
	expect(report.picture).toBeTrue();
	const live = await fetch(`${url}/live`);
	let touches = "";
	for await (const chunk of live.body ?? []) {
		touches += decoder.decode(chunk, { stream: true });
		if (touches.includes("event: touch")) break;
	}
	child.kill("SIGINT");
	expect(await child.exited).toBe(0);
	expect(readdirSync(directory.path)).toEqual([]);
});

test.each(["SIGINT", "SIGHUP"] as const)(
	"%s while demo makes its visits leaves nothing behind either",
	async (signal) => {
		using directory = temporaryDirectory();
		const child = spawnBinary(["demo", "--days", "60", "--port", "0"], { env: { TMPDIR: directory.path } });
		while (readdirSync(directory.path).length === 0 && child.exitCode === null) await setImmediate();
		child.kill(signal);
		expect(await child.exited).toBe(0);
		expect(await child.stdout.text()).toBe("");
		expect(readdirSync(directory.path)).toEqual([]);
	},
);

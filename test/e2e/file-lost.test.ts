import { expect, setDefaultTimeout, test } from "bun:test";
import { chownSync, mkdirSync, renameSync, statSync } from "node:fs";
import { join } from "node:path";
import { runBinary, serveBinary } from "../support/binary.ts";
import { lacks } from "../support/debian.ts";
import { temporaryDirectory } from "../support/service.ts";

setDefaultTimeout(30_000);

test("a server whose file is taken away ends, instead of acknowledging what nobody will find", async () => {
	using directory = temporaryDirectory();
	const path = join(directory.path, "ticks.db");
	await using server = await serveBinary(["--db", path]);
	renameSync(path, `${path}.taken`);
	expect(await server.process.exited).toBe(4);
	expect(server.said.stderr).toContain(`microticks: ${path} was deleted or replaced while it was served\n`);
});

const notRoot = lacks(process.geteuid?.() === 0, "root, to give files away");

test.skipIf(notRoot)("what root makes belongs to whom its directory belongs", async () => {
	using directory = temporaryDirectory();
	const state = join(directory.path, "state");
	mkdirSync(state);
	chownSync(state, 65534, 65534);
	const path = join(state, "ticks.db");
	expect(await runBinary(["createconsumer", "MyApp", "--db", path])).toMatchObject({ code: 0 });
	expect(statSync(path)).toMatchObject({ uid: 65534, gid: 65534 });
});

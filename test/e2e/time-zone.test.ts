import { expect, setDefaultTimeout, test } from "bun:test";
import { join } from "node:path";
import type { Series } from "../../src/model/reports/answers.ts";
import type { OwnerSettings } from "../../src/model/reports/settings.ts";
import { runBinary, serveBinary } from "../support/binary.ts";
import { addConsumer, temporaryDirectory } from "../support/service.ts";

setDefaultTimeout(60_000);

test("until the owner sets a time zone, days are those of the machine", async () => {
	using directory = temporaryDirectory();
	const db = join(directory.path, "ticks.db");
	expect((await runBinary(["initdb", "--db", db])).code).toBe(0);
	addConsumer(db, "Table", "key");
	await using server = await serveBinary(["--db", db], { env: { TZ: "Asia/Kolkata" } });
	const post = async (path: string, body: object) => {
		const headers = { "content-type": "application/json" };
		const response = await fetch(server.url + path, { method: "POST", headers, body: JSON.stringify(body) });
		expect(response.status).toBe(200);
	};
	const settings = async () =>
		((await (await fetch(`${server.url}/dashboard/settings`)).json()) as { settings: OwnerSettings }).settings;
	const daysOf = async () => {
		const query = "from=2026-01-30T00:00:00Z&to=2026-02-02T00:00:00Z&grain=day";
		const answer = await fetch(`${server.url}/reports/series?${query}`);
		const { report } = (await answer.json()) as { report: Series };
		return report.starts.filter((_, step) => report.sessions[step] !== 0);
	};
	// Half past midnight in Kolkata.
	await post("/sessions", { consumer_key: "key", ts: "2026-01-31T19:00:00Z" });
	expect((await settings()).zone).toBe("Asia/Kolkata");
	expect(await daysOf()).toEqual(["2026-01-31T18:30:00.000Z"]);
	await post("/dashboard/settings", { settings: { ...(await settings()), zone: "UTC" } });
	expect((await settings()).zone).toBe("UTC");
	expect(await daysOf()).toEqual(["2026-01-31T00:00:00.000Z"]);
});

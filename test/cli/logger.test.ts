import { describe, expect, test } from "bun:test";
import { createLogger, type LoggerOptions } from "../../src/cli/logger.ts";
import { LOG_LEVELS } from "../../src/log.ts";

const NOW = Date.UTC(2026, 0, 31, 12, 30, 5, 7);

function openLogger(options: Partial<LoggerOptions> = {}) {
	const written: string[] = [];
	const logger = createLogger({
		format: "text",
		level: "debug",
		now: () => NOW,
		write: (lines) => written.push(lines),
		unread: () => 0,
		...options,
	});
	return { logger, written, lines: () => written.join("").split("\n").slice(0, -1) };
}

test("in text, a line reads like one", () => {
	const { logger, lines } = openLogger();
	logger.log("info", "request", { method: "POST", path: "/events?key=REDACTED", status: 200, ms: 1.25 });
	logger.log("error", "internal error", { error_id: "e1", error: "Error: no", nothing: undefined });
	logger.flush();
	expect(lines()).toEqual([
		"2026-01-31T12:30:05.007Z info  request POST /events?key=REDACTED 200 1.25 ms",
		"2026-01-31T12:30:05.007Z error internal error error_id=e1 error=Error: no",
	]);
});

test("in JSON, a line is an object", () => {
	const { logger, lines } = openLogger({ format: "json" });
	logger.log("warn", "request", { method: "GET", status: 404, slow: false, nothing: undefined });
	logger.flush();
	expect(lines().map((line) => JSON.parse(line) as unknown)).toEqual([
		{ time: "2026-01-31T12:30:05.007Z", level: "warn", message: "request", method: "GET", status: 404, slow: false },
	]);
});

test.each(["text", "json"] as const)("in %s, whatever is logged is one line", (format) => {
	const { logger, lines } = openLogger({ format });
	logger.log("error", "two\nlines", { error: "Error: no\n    at first (a.ts:1)\r\n    at second (b.ts:2)\n" });
	logger.flush();
	expect(lines()).toHaveLength(1);
	expect(lines()[0]).toContain("at second (b.ts:2)");
});

describe.each([...LOG_LEVELS])("at level %s", (level) => {
	test("it says its level and what is more important", () => {
		const { logger, lines } = openLogger({ level });
		const levels = ["debug", "info", "warn", "error"] as const;
		const expected = levels.slice(LOG_LEVELS.indexOf(level));
		for (const lineLevel of levels) logger.log(lineLevel, lineLevel);
		logger.flush();
		expect(lines().map((line) => line.split(/ +/)[1])).toEqual([...expected]);
		expect(levels.filter((lineLevel) => logger.says(lineLevel))).toEqual([...expected]);
	});
});

test("lines of one turn of the event loop are written in one go, by themselves", async () => {
	const written = Promise.withResolvers<string>();
	let writes = 0;
	const { logger } = openLogger({
		write: (lines) => {
			writes++;
			written.resolve(lines);
		},
	});
	for (let line = 0; line < 100; line++) logger.log("info", `line ${line}`);
	expect(writes).toBe(0);
	expect((await written.promise).split("\n")).toHaveLength(101);
	expect(writes).toBe(1);
});

test("flushing writes what waits at once, and nothing where nothing waits", () => {
	const { logger, written } = openLogger();
	logger.flush();
	expect(written).toEqual([]);
	logger.log("info", "last words");
	logger.flush();
	logger.flush();
	expect(written).toHaveLength(1);
});

test("memory stays bounded where nobody reads, and the gap is told of when somebody does", () => {
	let unread = 0;
	const { logger, lines, written } = openLogger({ unread: () => unread });
	const message = "x".repeat(1000);
	for (let line = 0; line < 5000; line++) logger.log("info", message);
	logger.flush();
	const kept = lines().length;
	expect(written.join("").length).toBeLessThan(1.1 * 1024 * 1024);
	unread = 2 * 1024 * 1024;
	logger.log("error", "not kept either");
	logger.flush();
	expect(lines()).toHaveLength(kept);
	unread = 0;
	logger.log("info", "again");
	logger.flush();
	const [gap, again] = lines().slice(kept);
	expect(gap).toBe(`2026-01-31T12:30:05.007Z warn  log lines dropped count=${5001 - kept}`);
	expect(again).toEndWith("again");
});

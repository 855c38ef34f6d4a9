import { describe, expect, test } from "bun:test";
import {
	type ConfigSource,
	readDatabasePath,
	readServeConfig,
	SECRETS,
	SERVE_SETTINGS,
	type ServeConfig,
	type ServeFlag,
	variableOf,
} from "../../src/config.ts";
import { UsageError } from "../../src/errors.ts";

function read(source: Partial<ConfigSource>): ServeConfig {
	return readServeConfig({
		flags: {},
		environment: {},
		readFile: (path) => {
			throw new Error(`ENOENT: no such file or directory, open '${path}'`);
		},
		...source,
	});
}

/** A flag's value, what it sets, and another value of it. */
const SETS: Record<ServeFlag, { text: string; sets: Partial<ServeConfig>; other: string }> = {
	db: { text: "/data/ticks.db", sets: { databasePath: "/data/ticks.db" }, other: "x.db" },
	host: { text: "0.0.0.0", sets: { listen: { hostname: "0.0.0.0", port: 5000 } }, other: "::1" },
	port: { text: "0", sets: { listen: { hostname: "127.0.0.1", port: 0 } }, other: "8080" },
	unix: { text: "/run/ticks.sock", sets: { listen: { unix: "/run/ticks.sock" } }, other: "x.sock" },
	"session-timeout": { text: "90s", sets: { sessionTimeoutMs: 90_000 }, other: "2h" },
	"trust-proxy": { text: "10.0.0.0/8", sets: {}, other: "127.0.0.1" },
	"allowed-host": {
		text: "Ticks.Museum.example, kiosk",
		sets: { allowedHosts: ["ticks.museum.example", "kiosk"] },
		other: "x",
	},
	"cors-origin": {
		text: "https://museum.example,http://localhost:8080",
		sets: { corsOrigins: ["https://museum.example", "http://localhost:8080"] },
		other: "https://x.example",
	},
	"rate-limit": { text: "50", sets: { rateLimit: 50 }, other: "1" },
	app: { text: "./kiosk", sets: { app: "./kiosk" }, other: "x" },
	"app-consumer": { text: "Foyer", sets: { appConsumer: "Foyer" }, other: "x" },
	"log-format": { text: "json", sets: { logFormat: "json" }, other: "text" },
	"log-level": { text: "debug", sets: { logLevel: "debug" }, other: "error" },
};

const DEFAULTS: ServeConfig = {
	databasePath: "./ticks.db",
	listen: { hostname: "127.0.0.1", port: 5000 },
	sessionTimeoutMs: 30 * 60_000,
	trustedProxy: undefined,
	allowedHosts: [],
	corsOrigins: [],
	rateLimit: 0,
	app: undefined,
	appConsumer: undefined,
	logFormat: "auto",
	logLevel: "info",
	key: undefined,
	readKey: undefined,
	sentryDsn: undefined,
};

const FLAGS = SERVE_SETTINGS.map(({ flag }) => flag);

test("without anything, the defaults hold, and nothing can change them later", () => {
	const config = read({});
	expect(config).toEqual(DEFAULTS);
	expect(Object.isFrozen(config)).toBe(true);
});

test("the defaults are those that the help names", () => {
	const named = Object.fromEntries(
		SERVE_SETTINGS.flatMap((setting) => ("default" in setting ? [[setting.flag, setting.default]] : [])),
	);
	expect(read({ flags: named })).toEqual(DEFAULTS);
});

describe.each(FLAGS)("--%s", (flag) => {
	const { text, sets, other } = SETS[flag];
	const variable = variableOf(flag);
	const comparable = ({ trustedProxy: _, ...config }: ServeConfig) => config;

	test("sets what it says, and nothing else", () => {
		expect(comparable(read({ flags: { [flag]: text } }))).toEqual(comparable({ ...DEFAULTS, ...sets }));
	});

	test(`is ${variable} too, where that is not empty`, () => {
		expect(comparable(read({ environment: { [variable]: text } }))).toEqual(comparable({ ...DEFAULTS, ...sets }));
		expect(read({ environment: { [variable]: "" } })).toEqual(DEFAULTS);
	});

	test("counts before its variable", () => {
		const config = read({ flags: { [flag]: text }, environment: { [variable]: other } });
		expect(comparable(config)).toEqual(comparable({ ...DEFAULTS, ...sets }));
	});

	test("is refused where it is empty", () => {
		expect(() => read({ flags: { [flag]: "" }, environment: { [variable]: text } })).toThrow(
			new UsageError(`--${flag} needs a value`),
		);
	});
});

test("--trust-proxy is a list of addresses and ranges", () => {
	const { trustedProxy } = read({ flags: { "trust-proxy": "127.0.0.1 10.0.0.0/8" } });
	expect(["127.0.0.1", "10.1.2.3", "192.0.2.1"].map((address) => trustedProxy?.(address))).toEqual([true, true, false]);
});

test.each([
	["30s", 30_000],
	["1m", 60_000],
	["2h", 7_200_000],
	["7d", 604_800_000],
])("a duration of %s is %p ms", (text, ms) => {
	expect(read({ flags: { "session-timeout": text } }).sessionTimeoutMs).toBe(ms);
});

test.each<[ServeFlag, string]>([
	["port", "65536"],
	["port", "-1"],
	["port", "http"],
	["port", "80.5"],
	["port", " 80"],
	["session-timeout", "30"],
	["session-timeout", "0m"],
	["session-timeout", "-5m"],
	["session-timeout", "1.5h"],
	["session-timeout", "half an hour"],
	["trust-proxy", "proxy.example"],
	["trust-proxy", "10.0.0.0/40"],
	["cors-origin", "museum.example"],
	["cors-origin", "https://museum.example/"],
	["cors-origin", "https://museum.example/page"],
	["cors-origin", "*"],
	["rate-limit", "many"],
	["rate-limit", "1000001"],
	["log-format", "xml"],
	["log-level", "INFO"],
])("--%s is not %j, and the error names both", (flag, text) => {
	for (const source of [{ flags: { [flag]: text } }, { environment: { [variableOf(flag)]: text } }]) {
		expect(() => read(source)).toThrow(UsageError);
		expect(() => read(source)).toThrow(`--${flag}`);
		expect(() => read(source)).toThrow(text.trim().split("/", 1)[0] ?? text);
	}
});

describe.each(SECRETS.map(({ variable }) => variable))("%s", (variable) => {
	const member = (
		{ MICROTICKS_KEY: "key", MICROTICKS_READ_KEY: "readKey", MICROTICKS_SENTRY_DSN: "sentryDsn" } as const
	)[variable];
	const value = variable === "MICROTICKS_SENTRY_DSN" ? "https://s3cret@sentry.example/1" : "s3cret";

	test("is taken from the environment", () => {
		expect(read({ environment: { [variable]: value } })).toEqual({ ...DEFAULTS, [member]: value });
		expect(read({ environment: { [variable]: "" } })).toEqual(DEFAULTS);
	});

	test("is taken from a file, without the line's end", () => {
		const readFile = (path: string) => (path === "/run/secret" ? `${value}\n` : "");
		const environment = { [`${variable}_FILE`]: "/run/secret", [variable]: "" };
		expect(read({ environment, readFile })).toEqual({ ...DEFAULTS, [member]: value });
	});

	test("is no flag", () => {
		expect(read({ flags: { [variable]: "s3cret", key: "s3cret", "read-key": "s3cret" } })).toEqual(DEFAULTS);
	});

	test.each([
		["both set", { [variable]: "s3cret", [`${variable}_FILE`]: "/run/secret" }, `${variable} or ${variable}_FILE`],
		["a file that is not there", { [`${variable}_FILE`]: "/nowhere" }, `${variable}_FILE cannot be read: ENOENT`],
	])("with %s is an error that does not show it", (_, environment, message) => {
		expect(() => read({ environment })).toThrow(UsageError);
		expect(() => read({ environment })).toThrow(message);
		expect(() => read({ environment })).not.toThrow("s3cret");
	});

	test("from an empty file is an error: a server without its key would be open", () => {
		const source = { environment: { [`${variable}_FILE`]: "/run/secret" }, readFile: () => " \n" };
		expect(() => read(source)).toThrow(new UsageError(`${variable}_FILE is empty`));
	});
});

test("the other commands read the database's path by the same rules", () => {
	expect(readDatabasePath({ flags: {}, environment: {} })).toBe("./ticks.db");
	expect(readDatabasePath({ flags: {}, environment: { MICROTICKS_DB: "/a.db" } })).toBe("/a.db");
	expect(readDatabasePath({ flags: { db: "/b.db" }, environment: { MICROTICKS_DB: "/a.db" } })).toBe("/b.db");
	expect(() => readDatabasePath({ flags: { db: "" }, environment: {} })).toThrow(UsageError);
});

test.each(["s3cret", "https://sentry.example/1", "ftp://s3cret@sentry.example/1", "https://s3cret@sentry.example/x"])(
	"a DSN that is none is refused, and not shown: %s",
	(dsn) => {
		expect(() => read({ environment: { MICROTICKS_SENTRY_DSN: dsn } })).toThrow(
			new UsageError("MICROTICKS_SENTRY_DSN is no DSN, such as https://KEY@HOST/PROJECT"),
		);
	},
);

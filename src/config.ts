import { UsageError } from "./errors.ts";
import { LOG_LEVELS, type LogLevel } from "./log.ts";
import { type AddressMatcher, parseIpFilter } from "./model/ip-filter.ts";

/** One setting: its flag, its variable, its default and its help stand here and nowhere else. */
export interface Setting {
	/** `--flag`; its variable is `MICROTICKS_FLAG`. */
	readonly flag: string;
	/** What stands behind the flag in the help. */
	readonly hint: string;
	readonly default?: string;
	readonly description: string;
}

/** The file, which every command takes. */
export const DATABASE_SETTING = {
	flag: "db",
	hint: "file",
	default: "./ticks.db",
	description: "The SQLite file; made if it is not there",
} as const satisfies Setting;

/** What `serve` takes. */
export const SERVE_SETTINGS = [
	DATABASE_SETTING,
	{ flag: "host", hint: "address", default: "127.0.0.1", description: "Address to listen on; 0.0.0.0 is all" },
	{ flag: "port", hint: "number", default: "5000", description: "Port to listen on; 0 picks a free one and prints it" },
	{ flag: "unix", hint: "path", description: "Listen on a unix socket instead" },
	{
		flag: "session-timeout",
		hint: "duration",
		default: "30m",
		description: "A session without an event for this long has ended (90s, 30m, 2h)",
	},
	{
		flag: "trust-proxy",
		hint: "list",
		description:
			"Addresses and CIDR ranges of proxies whose X-Forwarded-For counts; if set, so does a unix socket's peer",
	},
	{ flag: "allowed-host", hint: "list", description: "Host names that requests may carry beside this machine's" },
	{ flag: "cors-origin", hint: "list", description: "Origins whose pages may read, such as https://museum.example" },
	{
		flag: "rate-limit",
		hint: "number",
		default: "0",
		description: "Writing requests that one address may send a second; 0 is no limit",
	},
	{ flag: "app", hint: "folder", description: "Serve this folder, the kiosk's own page, at /app/" },
	{
		flag: "app-consumer",
		hint: "name",
		description:
			"Put the client's script tag with this consumer's key into each page of --app; made if it is not there",
	},
	{ flag: "log-format", hint: "auto|text|json", default: "auto", description: "auto is text on a terminal, else json" },
	{ flag: "log-level", hint: LOG_LEVELS.join("|"), default: "info", description: "How much is logged" },
] as const satisfies readonly Setting[];

/** What is never an argument: arguments show in the list of processes. Each may also be a file's path, in `…_FILE`. */
export const SECRETS = [
	{ variable: "MICROTICKS_KEY", description: "Key that every request must carry" },
	{ variable: "MICROTICKS_READ_KEY", description: "Key that reading must carry; writing is left to consumer keys" },
	{ variable: "MICROTICKS_SENTRY_DSN", description: "Where errors are reported to; without it, nowhere" },
] as const;

export type ServeFlag = (typeof SERVE_SETTINGS)[number]["flag"];

/** The variable of a flag. */
export function variableOf(flag: string): string {
	return `MICROTICKS_${flag.toUpperCase().replaceAll("-", "_")}`;
}

/** Where settings come from; handed in. */
export interface ConfigSource {
	/** Flags as they were given; what was not given is absent. */
	readonly flags: Readonly<Record<string, string | undefined>>;
	readonly environment: Readonly<Record<string, string | undefined>>;
	/** Reads a secret's file. */
	readonly readFile: (path: string) => string;
}

/** How `serve` runs; frozen. */
export interface ServeConfig {
	readonly databasePath: string;
	readonly listen: { readonly hostname: string; readonly port: number } | { readonly unix: string };
	readonly sessionTimeoutMs: number;
	/** `undefined` where no proxy is trusted. */
	readonly trustedProxy: AddressMatcher | undefined;
	readonly allowedHosts: readonly string[];
	readonly corsOrigins: readonly string[];
	/** Requests a second and address; 0 is no limit. */
	readonly rateLimit: number;
	/** The folder of the kiosk's own page; `undefined` where none is served. */
	readonly app: string | undefined;
	/** The name of the consumer that it is; `undefined` where it has the client by itself, or none. */
	readonly appConsumer: string | undefined;
	readonly logFormat: "auto" | "text" | "json";
	readonly logLevel: LogLevel;
	readonly key: string | undefined;
	readonly readKey: string | undefined;
	readonly sentryDsn: string | undefined;
}

/**
 * Reads and checks everything that `serve` is told, in one place.
 * @throws {UsageError} naming the flag or variable
 */
export function readServeConfig(source: ConfigSource): ServeConfig {
	const text = (flag: ServeFlag) => settingOf(source, flag);
	const unix = text("unix");
	return Object.freeze({
		databasePath: readDatabasePath(source),
		listen: unix === "" ? { hostname: text("host"), port: wholeNumber("port", text("port"), 65_535) } : { unix },
		sessionTimeoutMs: duration("session-timeout", text("session-timeout")),
		trustedProxy: proxies(text("trust-proxy")),
		allowedHosts: list(text("allowed-host")).map((host) => host.toLowerCase()),
		corsOrigins: list(text("cors-origin")).map(origin),
		rateLimit: wholeNumber("rate-limit", text("rate-limit"), 1_000_000),
		app: text("app") || undefined,
		appConsumer: text("app-consumer") || undefined,
		logFormat: oneOf("log-format", text("log-format"), ["auto", "text", "json"]),
		logLevel: oneOf("log-level", text("log-level"), LOG_LEVELS),
		key: secretOf(source, "MICROTICKS_KEY"),
		readKey: secretOf(source, "MICROTICKS_READ_KEY"),
		sentryDsn: sentryDsn(secretOf(source, "MICROTICKS_SENTRY_DSN")),
	});
}

/**
 * The one setting of the other commands.
 * @throws {UsageError} where it is empty
 */
export function readDatabasePath(source: Pick<ConfigSource, "flags" | "environment">): string {
	return settingOf(source, "db");
}

function settingOf({ flags, environment }: Pick<ConfigSource, "flags" | "environment">, flag: ServeFlag): string {
	const setting: Setting | undefined = SERVE_SETTINGS.find((candidate) => candidate.flag === flag);
	const variable = environment[variableOf(flag)];
	// SQLite takes an empty path for a file that is thrown away, and Bun an empty host for every address.
	if (flags[flag] === "") throw new UsageError(`--${flag} needs a value`);
	return flags[flag] ?? (variable === undefined || variable === "" ? undefined : variable) ?? setting?.default ?? "";
}

function secretOf(
	{ environment, readFile }: ConfigSource,
	variable: (typeof SECRETS)[number]["variable"],
): string | undefined {
	const direct = environment[variable];
	const path = environment[`${variable}_FILE`];
	if (direct !== undefined && direct !== "" && path !== undefined && path !== "") {
		throw new UsageError(`Set ${variable} or ${variable}_FILE, not both`);
	}
	if (path === undefined || path === "") return direct === "" ? undefined : direct;
	let content: string;
	try {
		content = readFile(path).trim();
	} catch (error) {
		throw new UsageError(`${variable}_FILE cannot be read: ${error instanceof Error ? error.message : error}`);
	}
	if (content === "") throw new UsageError(`${variable}_FILE is empty`);
	return content;
}

function list(text: string): string[] {
	return text.split(/[\s,]+/).filter((entry) => entry !== "");
}

function wholeNumber(flag: ServeFlag, text: string, most: number): number {
	if (/^\d{1,9}$/.test(text) && Number(text) <= most) return Number(text);
	throw new UsageError(`--${flag} is a whole number from 0 to ${most}, not "${text}"`);
}

const UNIT_MS: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

function duration(flag: ServeFlag, text: string): number {
	const [, amount, unit = ""] = /^(\d{1,6})([smhd])$/.exec(text) ?? [];
	const ms = Number(amount) * (UNIT_MS[unit] ?? 0);
	if (ms > 0) return ms;
	throw new UsageError(`--${flag} is a number with s, m, h or d behind it, such as 30m, not "${text}"`);
}

function oneOf<T extends string>(flag: ServeFlag, text: string, values: readonly T[]): T {
	const value = values.find((candidate) => candidate === text);
	if (value !== undefined) return value;
	throw new UsageError(`--${flag} is one of ${values.join(", ")}, not "${text}"`);
}

function proxies(text: string): AddressMatcher | undefined {
	if (text === "") return undefined;
	try {
		return parseIpFilter(text);
	} catch (error) {
		throw new UsageError(`--trust-proxy: ${error instanceof Error ? error.message : error}`);
	}
}

function origin(text: string): string {
	if (URL.canParse(text) && new URL(text).origin === text) return text;
	throw new UsageError(`--cors-origin: "${text}" is no origin, such as https://museum.example`);
}

/** Its value stays out of the message: it is a secret. */
function sentryDsn(dsn: string | undefined): string | undefined {
	if (dsn === undefined || /^https?:\/\/\w+(:\w+)?@[^/\s]+(\/[^\s]*)?\/\d+$/.test(dsn)) return dsn;
	throw new UsageError("MICROTICKS_SENTRY_DSN is no DSN, such as https://KEY@HOST/PROJECT");
}

import { LOG_LEVELS, type LogFields, type Logger, type LogLevel } from "../log.ts";
import { formatInstant, type Instant } from "../model/time.ts";

/** What a {@link createLogger logger} is given. */
export interface LoggerOptions {
	readonly format: "text" | "json";
	readonly level: LogLevel;
	readonly now: () => Instant;
	/** Takes whole lines. */
	readonly write: (lines: string) => void;
	/** Characters that were written, and that nobody has read yet. */
	readonly unread: () => number;
}

/** Characters that wait at most for a reader that does not keep up; what comes then is counted, not kept. */
const WAITING_CHARACTERS = 1024 * 1024;

/** A logger whose lines can be written out at once. */
export interface BufferedLogger extends Logger {
	flush(): void;
}

/** Logs one line an event. Lines of one turn of the event loop are written in one go. */
export function createLogger({ format, level, now, write, unread }: LoggerOptions): BufferedLogger {
	const threshold = LOG_LEVELS.indexOf(level);
	let waiting = "";
	let dropped = 0;
	let armed = false;
	let lastAt: Instant | undefined;
	let lastTime = "";

	function flush(): void {
		armed = false;
		if (waiting === "") return;
		const lines = waiting;
		waiting = "";
		write(lines);
	}

	return {
		says: (lineLevel) => LOG_LEVELS.indexOf(lineLevel) >= threshold,
		log(lineLevel, message, fields = {}) {
			if (LOG_LEVELS.indexOf(lineLevel) < threshold) return;
			if (waiting.length + unread() > WAITING_CHARACTERS) {
				dropped++;
				return;
			}
			if (dropped > 0) {
				const lost = dropped;
				dropped = 0;
				waiting += formatLine("warn", "log lines dropped", { count: lost });
			}
			waiting += formatLine(lineLevel, message, fields);
			if (armed) return;
			armed = true;
			setImmediate(flush);
		},
		flush,
	};

	function formatLine(lineLevel: string, message: string, fields: LogFields): string {
		const time = timeText(now());
		if (format === "json") return jsonLine(time, lineLevel, message, fields);
		const values = Object.entries(fields)
			.filter(([, value]) => value !== undefined)
			.map(([name, value]) => (name === "ms" ? `${value} ms` : isPlain(name) ? `${value}` : `${name}=${value}`));
		return `${time} ${lineLevel.padEnd(5)} ${[message, ...values].join(" ").replaceAll(/\s*\n\s*/g, " ")}\n`;
	}

	/** Under load, many lines have the same millisecond. */
	function timeText(at: Instant): string {
		if (at !== lastAt) {
			lastAt = at;
			lastTime = formatInstant(at);
		}
		return lastTime;
	}
}

/** Piece by piece: each request has a line, and this takes half the time of `JSON.stringify` on an object made for it. */
function jsonLine(time: string, level: string, message: string, fields: LogFields): string {
	let line = `{"time":"${time}","level":"${level}","message":${JSON.stringify(message)}`;
	for (const name in fields) {
		const value = fields[name];
		if (value !== undefined) line += `,"${name}":${typeof value === "string" ? JSON.stringify(value) : value}`;
	}
	return `${line}}\n`;
}

/** On a terminal, a request reads like one. */
function isPlain(name: string): boolean {
	return name === "method" || name === "path" || name === "status";
}

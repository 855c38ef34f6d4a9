import { readFileSync } from "node:fs";
import type { ArgsDef, CommandDef } from "citty";
import { type ConfigSource, type Setting, variableOf } from "../config.ts";

/** A command with the example that its help ends with. */
export interface Command<T extends ArgsDef = ArgsDef> extends CommandDef<T> {
	readonly example: string;
	/** Variables that no flag stands for. */
	readonly environment?: readonly { readonly variable: string; readonly description: string }[];
}

/** Makes a command; its type follows from its arguments. */
export function defineExampleCommand<const T extends ArgsDef>(command: Command<T>): Command<T> {
	return command;
}

/** Settings as citty takes them. The defaults stay with the settings: a variable counts before a default. */
export function settingArguments<const T extends readonly Setting[]>(settings: T) {
	return Object.fromEntries(
		settings.map(({ flag, hint, description, default: standard }) => [
			flag,
			{
				type: "string",
				valueHint: hint,
				description: `${description} (${standard === undefined ? "" : `default ${standard}; `}${variableOf(flag)})`,
			},
		]),
	) as Record<T[number]["flag"], { type: "string"; valueHint: string; description: string }>;
}

/** Arguments as citty gives them. */
export type Flags = Readonly<Record<string, unknown>>;

/** Where a command's settings come from: its flags, the environment, and files that hold secrets. */
export function configSource(args: Flags): ConfigSource {
	return {
		flags: Object.fromEntries(
			Object.entries(args).filter((entry): entry is [string, string] => typeof entry[1] === "string"),
		),
		environment: process.env,
		readFile: (path) => readFileSync(path, "utf8"),
	};
}

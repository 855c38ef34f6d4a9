import { type ArgDef, type ArgsDef, type CommandDef, renderUsage, runCommand } from "citty";
import { closest, distance } from "fastest-levenshtein";
import { variableOf } from "../config.ts";
import { UsageError } from "../errors.ts";
import type { Command } from "./command.ts";
import { type ExitCode, exitCodeOf } from "./exit-codes.ts";

/**
 * Runs one command. citty parses and prints the help; what it lets pass (an unknown flag, a flag without its
 * value, an argument too many) is refused here.
 * @param args what stands behind the program's name
 * @returns the exit code; every failure is one line on standard error
 */
export async function runCommandLine(root: Command, args: readonly string[]): Promise<ExitCode> {
	try {
		const [name, ...rest] = args;
		if (name === "--version" || name === "-v") {
			const meta = await resolve(root.meta);
			console.log(meta?.version);
			return 0;
		}
		if (name === "help" && rest[0] !== undefined && !isHelpFlag(rest[0])) {
			if (rest.length > 1) throw new UsageError("That is an argument too many. See microticks --help");
			print(await renderHelp(await findCommand(root, rest[0]), root));
			return 0;
		}
		if (name === undefined || name === "help" || isHelpFlag(name)) {
			print(await renderHelp(root));
			return name === undefined ? 2 : 0;
		}
		const command = await findCommand(root, name);
		if (rest.some(isHelpFlag)) {
			print(await renderHelp(command, root));
			return 0;
		}
		await checkArguments(name, command, rest);
		await runCommand(command, { rawArgs: rest });
		return 0;
	} catch (error) {
		console.error(`microticks: ${messageOf(error)}`);
		return exitCodeOf(error);
	}
}

function isHelpFlag(argument: string): boolean {
	return argument === "--help" || argument === "-h";
}

async function renderHelp(command: Command, parent?: CommandDef): Promise<string> {
	const args = Object.entries((await resolve(command.args)) ?? {}).map(([flag, definition]) => {
		// citty puts one dash before an alias, however long it is.
		const alias = aliasesOf(definition).map((name) => (name.length > 1 ? `-${name}` : name));
		return [flag, alias.length === 0 ? definition : { ...definition, alias }] as const;
	});
	const usage = await renderUsage({ ...command, args: Object.fromEntries(args) as ArgsDef }, parent);
	// Behind the options there is an empty line already, behind the commands there is none.
	return `${usage}${command.subCommands === undefined ? "" : "\n"}\n${renderRest(command)}`;
}

/** What citty's help has no place for. */
function renderRest({ environment = [], example }: Command): string {
	const width = Math.max(0, ...environment.map(({ variable }) => variable.length));
	const variables = environment.map(({ variable, description }) => `  ${variable.padEnd(width)}  ${description}`);
	return [
		...(variables.length === 0
			? []
			: ["ENVIRONMENT (each also with _FILE behind it, for a file that holds it)", "", ...variables, ""]),
		"EXAMPLE",
		"",
		...example.split("\n").map((line) => `  ${line}`),
	].join("\n");
}

/** citty pads its lines, and colours them wherever they go. */
function print(text: string): void {
	const shown = process.stdout.isTTY ? text : Bun.stripANSI(text);
	console.log(shown.replaceAll(/[ ]+$/gm, ""));
}

async function findCommand(root: CommandDef, name: string): Promise<Command> {
	const commands = (await resolve(root.subCommands)) ?? {};
	const command = Object.hasOwn(commands, name) ? await resolve(commands[name]) : undefined;
	if (command !== undefined) return command as Command;
	if (name.startsWith("-")) throw new UsageError(`A command comes first, then ${name}. See microticks --help`);
	throw new UsageError(`Unknown command "${name}".${suggestion(name, Object.keys(commands))} See microticks --help`);
}

async function checkArguments(name: string, command: Command, args: readonly string[]): Promise<void> {
	const definitions = (await resolve(command.args)) ?? {};
	const known = new Map(
		Object.entries(definitions)
			.filter((entry) => entry[1].type !== "positional")
			.flatMap(([flag, definition]) => [
				[flag, definition.type] as const,
				...aliasesOf(definition).map((alias) => [alias, definition.type] as const),
			]),
	);
	const positionals = Object.entries(definitions).filter(([, definition]) => definition.type === "positional");
	const seeHelp = `See microticks ${name} --help`;
	let given = 0;
	for (let index = 0; index < args.length; index++) {
		const argument = args[index] ?? "";
		if (argument === "--") {
			given += args.length - index - 1;
			break;
		}
		if (!argument.startsWith("-") || argument === "-") {
			given++;
			continue;
		}
		const [flag = ""] = argument.replace(/^--?/, "").split("=", 1);
		const type = argument.startsWith("--") ? known.get(flag) : undefined;
		if (type === undefined) {
			const advice = secretAdvice(flag, command) ?? suggestion(flag, [...known.keys()], "--");
			throw new UsageError(`Unknown flag ${argument.split("=", 1)[0]}.${advice} ${seeHelp}`);
		}
		if (type !== "string" || argument.includes("=")) continue;
		index++;
		if (args[index] === undefined || args[index]?.startsWith("--")) {
			throw new UsageError(`--${flag} needs a value. ${seeHelp}`);
		}
	}
	const missing = positionals[given];
	if (missing !== undefined) throw new UsageError(`${missing[0].toUpperCase()} is missing. ${seeHelp}`);
	if (given > positionals.length) {
		throw new UsageError(
			`That is an argument too many${positionals.length > 0 ? "; quote a name that has spaces in it" : ""}. ${seeHelp}`,
		);
	}
}

function aliasesOf(definition: ArgDef): string[] {
	return "alias" in definition ? [definition.alias ?? []].flat() : [];
}

/** For a secret that was given as a flag. */
function secretAdvice(flag: string, { environment = [] }: Command): string | undefined {
	const secret = environment.find(({ variable }) => variable === variableOf(flag));
	if (secret === undefined) return undefined;
	return ` Secrets come from the environment: set ${secret.variable}, or ${secret.variable}_FILE to a file that holds it.`;
}

function suggestion(given: string, known: readonly string[], prefix = ""): string {
	// Half of a word may be off: two letters that changed places are two off, also in a word of four. What is further off
	// would only confuse.
	const near = known.filter((word) => distance(given, word) <= Math.max(given.length, word.length) / 2);
	return near.length === 0 ? "" : ` Did you mean ${prefix}${closest(given, near)}?`;
}

async function resolve<T>(value: T | Promise<T> | (() => T | Promise<T>) | undefined): Promise<T | undefined> {
	return typeof value === "function" ? await (value as () => T | Promise<T>)() : await value;
}

/** One line, whatever was thrown. */
function messageOf(error: unknown): string {
	return (error instanceof Error ? error.message : String(error)).replaceAll(/\s*\n\s*/g, " ");
}

import { readFileSync } from "node:fs";
import { join } from "node:path";

/** The README's text. */
export const README = readFileSync(join(import.meta.dir, "../../README.md"), "utf8");

/** The code blocks of a language, in order. */
export function codeBlocks(language: string): string[] {
	return [...README.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, "gms"))].map(([, code = ""]) => code);
}

/** The rows of the table whose first heading has this text, a row as its cells. */
export function tableRows(firstHeading: string): string[][] {
	const lines = README.split("\n");
	const start = lines.findIndex((line) => line.startsWith(`| ${firstHeading} |`));
	if (start === -1) throw new Error(`The README has no table that begins with "${firstHeading}"`);
	const end = lines.findIndex((line, index) => index > start && !line.startsWith("|"));
	return lines.slice(start + 2, end).map((line) =>
		line
			.slice(1, -1)
			.split(/(?<!\\)\|/)
			.map((cell) => cell.trim()),
	);
}

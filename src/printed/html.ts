/** Text that is HTML already. */
export class Html {
	constructor(readonly text: string) {}
}

/** What a template takes: texts and numbers are escaped, nothing stays nothing. */
type Part = string | number | Html | readonly Html[] | undefined;

/**
 * Makes HTML: whatever a name says that is put into it, it stays a text. Attributes stand in double quotes, and nothing is
 * put into a style or a script.
 */
export function html(fixed: TemplateStringsArray, ...parts: readonly Part[]): Html {
	return new Html(fixed.reduce((text, piece, index) => text + textOf(parts[index - 1]) + piece));
}

function textOf(part: Part): string {
	if (part === undefined) return "";
	if (part instanceof Html) return part.text;
	if (typeof part === "object") return part.map(({ text }) => text).join("");
	return Bun.escapeHTML(part);
}

import { FormatRegistry } from "@sinclair/typebox";

/**
 * Text that SQLite gives back as it was: NUL ends a string for its functions, and a lone surrogate has no
 * UTF-8.
 */
export function isStorableText(text: string): boolean {
	return !text.includes("\0") && text.isWellFormed();
}

/** The schema format of every text that is stored. */
export const STORABLE_TEXT = "storable-text";

FormatRegistry.Set(STORABLE_TEXT, isStorableText);

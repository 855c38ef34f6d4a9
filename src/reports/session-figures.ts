import type { SessionFigures } from "../model/reports/session-answers.ts";
import { TIMEOUT_REASON } from "../model/session.ts";
import { formatInstant } from "../model/time.ts";
import type { SessionColumns } from "./packs/columns.ts";
import { FLAGS } from "./packs/session-facts.ts";
import { STOPPED } from "./packs/session-reader.ts";
import type { Terms } from "./packs/terms.ts";
import { isOpen } from "./selected.ts";

/** Which session of which columns. */
interface SessionPlace {
	/** 0 where it has none. */
	readonly consumer: number;
	readonly columns: SessionColumns;
	readonly index: number;
}

/** The figures of one session. */
export function figuresOf(
	{ consumer, columns, index }: SessionPlace,
	terms: Terms,
	silentSince: number,
): SessionFigures {
	const flags = columns.flags[index] ?? 0;
	const language = columns.language[index] ?? 0;
	const ending = columns.ending[index] ?? 0;
	const open = isOpen(columns, index, silentSince);
	return {
		id: columns.id[index] ?? 0,
		consumer: consumer === 0 ? null : consumer,
		started_at: formatInstant(columns.startedAt[index] ?? 0),
		dwell_seconds: columns.dwellSeconds[index] ?? 0,
		events: columns.events[index] ?? 0,
		misses: columns.misses[index] ?? 0,
		bursts: columns.bursts[index] ?? 0,
		targets: columns.targets[index] ?? 0,
		language: language === 0 ? null : terms.textOf(language),
		ending: open ? null : ending === 0 ? TIMEOUT_REASON : terms.textOf(ending) || STOPPED,
		open,
		test: (flags & FLAGS.test) !== 0,
		faulty: (flags & FLAGS.faulty) !== 0,
		corrected: (flags & FLAGS.corrected) !== 0,
	};
}

import type { Languages } from "../model/reports/answers.ts";
import { forEachSession, type Selected } from "./selected.ts";
import type { Snapshot } from "./snapshot.ts";

/** Sessions by the language that they began in. */
export function reportLanguages({ terms }: Snapshot, selected: Selected): Languages {
	const counts = new Map<number, number>();
	forEachSession(selected, ({ columns }, index) => {
		const language = columns.language[index] ?? 0;
		counts.set(language, (counts.get(language) ?? 0) + 1);
	});
	return {
		languages: [...counts]
			.map(([id, sessions]) => ({ language: id === 0 ? null : terms.textOf(id), sessions }))
			.sort((one, other) => other.sessions - one.sessions || ((one.language ?? "") < (other.language ?? "") ? -1 : 1)),
	};
}

import type { Languages } from "../model/reports/answers.ts";
import type { Selection } from "../model/reports/request.ts";
import { digestsOf, takeApart } from "./digests.ts";
import { mergeCounts, SESSION_SUMS } from "./session-sums.ts";
import type { Snapshot } from "./snapshot.ts";

/** Sessions by the language that they began in. */
export function reportLanguages(snapshot: Snapshot, selection: Selection): Languages {
	const sums = digestsOf(snapshot, takeApart(snapshot, selection), SESSION_SUMS);
	return {
		languages: [...mergeCounts(sums.map(({ languages }) => languages))]
			.map(([id, sessions]) => ({ language: id === 0 ? null : snapshot.terms.textOf(id), sessions }))
			.sort((one, other) => other.sessions - one.sessions || ((one.language ?? "") < (other.language ?? "") ? -1 : 1)),
	};
}

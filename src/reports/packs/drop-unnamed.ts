import type { PackUpdate } from "../../model/reports/pack-update.ts";
import { decodeColumns } from "./columns.ts";
import type { PackContents } from "./pack-contents.ts";
import type { PackSources } from "./pack-step.ts";
import { visitTrails } from "./trail.ts";

/**
 * Finds the texts that no pack names any more, inside the caller's transaction: what was deleted is not to be read in the
 * file for ever.
 * @returns what to keep; `undefined` where each is named
 * @throws {RangeError} where a pack was damaged
 */
export function dropUnnamed({ packs, terms }: PackSources, contents: PackContents): PackUpdate | undefined {
	const unnamed = new Set(terms.ids);
	const name = (id: number) => unnamed.delete(id);
	for (const day of packs.days) {
		for (const entry of packs.ofDay(day).entries) {
			const content = contents.read(entry);
			if (content === undefined) continue;
			const { language, ending } = decodeColumns(entry, content.sessions);
			for (const ids of [language, ending]) ids.forEach(name);
			for (const { place } of content.touches) name(place);
			// An element that is counted is on a trail, too.
			visitTrails(content.trails, ({ screen, actions, names }) => {
				name(screen);
				actions.forEach(name);
				names.forEach(name);
			});
		}
	}
	const { revision, added } = terms.changes;
	for (const { id } of added) unnamed.delete(id);
	if (unnamed.size === 0) return undefined;
	return {
		terms: { revision, added: [] },
		dropped: { ids: [...unnamed], packRevision: contents.readRevision() },
		...{ packs: [], sessions: [], holes: [] },
	};
}

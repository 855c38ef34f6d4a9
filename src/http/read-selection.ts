import { type Static, Type } from "@sinclair/typebox";
import { AppError } from "../errors.ts";
import type { Including, PageQuery, ReportQuery } from "../model/reports/query.ts";
import { type Range, readCompared, readRange } from "../model/reports/range.ts";
import type { ReportContext, Selection } from "../model/reports/request.ts";
import { excludedRange } from "../model/reports/selection-answer.ts";
import type { OwnerSettings } from "../model/reports/settings.ts";
import { isTimeZone } from "../model/reports/time-zone.ts";
import { STORABLE_TEXT } from "../model/text.ts";
import type { Scope } from "./dependencies.ts";
import { createCheck } from "./validation.ts";

/**
 * Reads which sessions a report is asked for: one selection, and one more where it is to be compared.
 * @param scope what whoever asks may see: other consumers do not count, whether they are asked for or not
 * @throws {AppError} `invalid_parameter`
 */
export function readSelections(query: ReportQuery, context: ReportContext, scope: Scope): Selection[] {
	const { owner, now } = context;
	const zone = readZone(query.zone, context);
	const range = readRange(query.from, query.to, zone, now);
	const ranges = query.compare === undefined ? [range] : [range, readCompared(query.compare, range, zone, now)];
	const consumers = withinScope(readConsumers(query.consumer), scope);
	const excluded = query.excluded === "include" ? [] : excludedRanges(owner);
	return ranges.map(({ from, to }) => ({
		from,
		to,
		zone,
		consumers,
		test: includingOf(query.test, false),
		faulty: includingOf(query.faulty, owner.count_faulty),
		excluded: excluded.filter((other) => other.from < to && other.to > from),
	}));
}

/**
 * The same for a page, which is compared with the range before unless another is asked for, or none.
 * @throws {AppError} `invalid_parameter`
 */
export function readPageSelections(
	query: PageQuery,
	context: ReportContext,
	scope: Scope,
): [Selection, ...Selection[]] {
	const { compare = "before", ...rest } = query;
	const [selection, ...others] = readSelections(compare === "none" ? rest : { ...rest, compare }, context, scope);
	if (selection === undefined) throw new Error("A query selects something.");
	return [selection, ...others];
}

/**
 * Reads the time zone whose days are meant: the owner's, where none is asked for.
 * @throws {AppError} `invalid_parameter`
 */
export function readZone(zone: string | undefined, { owner }: ReportContext): string {
	if (zone === undefined || isTimeZone(zone)) return zone ?? owner.zone;
	throw new AppError("invalid_parameter", {
		sentence: 'The "zone" parameter is no time zone, such as Europe/Oslo',
		parameter: "zone",
	});
}

const Steps = Type.Object({
	steps: Type.Array(
		Type.Object({
			kind: Type.Unsafe<"action" | "target" | "screen">(
				Type.String({ enum: ["action", "target", "screen"], pattern: "^(action|target|screen)$" }),
			),
			name: Type.String({ format: STORABLE_TEXT }),
		}),
		{ minItems: 2, maxItems: 10 },
	),
});

const checkSteps = createCheck(Steps);

/**
 * Reads the steps of a funnel.
 * @throws {AppError} `invalid_parameter`
 */
export function readSteps(text: string): Static<typeof Steps>["steps"] {
	let steps: unknown;
	try {
		steps = JSON.parse(text);
	} catch {
		throw new AppError("invalid_parameter", { sentence: 'The "steps" parameter is no JSON', parameter: "steps" });
	}
	return checkSteps({ steps }).steps;
}

function readConsumers(list: string | undefined): number[] | undefined {
	if (list === undefined || list === "") return undefined;
	const ids = list.split(",");
	// One that is named twice counts once.
	if (ids.every((id) => /^\d{1,15}$/.test(id))) return [...new Set(ids.map(Number))];
	throw new AppError("invalid_parameter", {
		sentence: 'The "consumer" parameter is no list of ids, such as 1,2',
		parameter: "consumer",
	});
}

function withinScope(asked: number[] | undefined, { consumers }: Scope): readonly number[] | undefined {
	if (asked === undefined || consumers === undefined) return asked ?? consumers;
	return asked.filter((id) => consumers.includes(id));
}

function includingOf(asked: string | undefined, always: boolean): Including {
	if (asked === "include" || asked === "only") return asked;
	return always ? "include" : "exclude";
}

function excludedRanges(owner: OwnerSettings): Range[] {
	return owner.excluded.map((each) => excludedRange(each, owner)).filter(({ from, to }) => from < to);
}

import { type TSchema, Type } from "@sinclair/typebox";
import { ERRORS, type ErrorCode } from "../errors.ts";
import { BODY_TYPES } from "./read-body.ts";

/** What is said of a route in the API's document, beside what its schemas say. */
export interface RouteDescription {
	readonly summary: string;
	readonly description?: string;
	readonly tag: "Writing" | "Reading" | "Reports" | "Dashboard" | "Service";
	/** The fields that it takes, in any of the body types. */
	readonly body?: TSchema;
	/** The body of the answer 200. */
	readonly answer: { readonly type: string; readonly schema: TSchema };
	/** Every code that it may be answered with. */
	readonly errors: readonly ErrorCode[];
	/** Whether it is asked for a key where one is set. */
	readonly open?: boolean;
}

/** Codes that any request may be answered with. */
export const COMMON_ERRORS = [
	"host_not_allowed",
	"method_not_allowed",
	"internal",
	"shutting_down",
] as const satisfies ErrorCode[];

/** Codes that any request with a key may be answered with. */
export const KEY_ERRORS = ["api_key_required", "api_key_wrong"] as const satisfies ErrorCode[];

/** Codes that any write may be answered with. */
export const WRITE_ERRORS = [
	...COMMON_ERRORS,
	...KEY_ERRORS,
	"missing_parameter",
	"invalid_parameter",
	"malformed_body",
	"too_large",
	"unsupported_media_type",
	"rate_limited",
	"busy",
	"disk_full",
] as const satisfies ErrorCode[];

/** Codes that any look at data may be answered with. */
export const READ_ERRORS = [
	...COMMON_ERRORS,
	...KEY_ERRORS,
	"reads_are_local",
	"invalid_parameter",
	"busy",
] as const satisfies ErrorCode[];

/** Codes that a look at what no shared link shows may be answered with. */
export const CLOSED_ERRORS = [
	...COMMON_ERRORS,
	...KEY_ERRORS,
	"reads_are_local",
	"not_shared",
] as const satisfies ErrorCode[];

/** Codes that any change by the owner may be answered with. */
export const CHANGE_ERRORS = [
	...WRITE_ERRORS,
	"changes_are_local",
	"foreign_page",
	"not_shared",
] as const satisfies ErrorCode[];

/** Codes that a change of consumers or settings may be answered with. */
export const OWNER_ERRORS = [...CHANGE_ERRORS, "unknown_consumer_id", "name_taken"] as const satisfies ErrorCode[];

/** The security schemes that a key may be sent by. */
export const SECURITY_SCHEMES = {
	bearer: { type: "http", scheme: "bearer" },
	header: { type: "apiKey", in: "header", name: "X-API-Key" },
	query: { type: "apiKey", in: "query", name: "key" },
} as const;

/** Schema of an error with one of some codes. */
export function errorSchema(status: number, codes: readonly ErrorCode[]): TSchema {
	return Type.Object({
		status: Type.Integer({ examples: [status] }),
		code: Type.String({ enum: [...codes] }),
		error: Type.String({ description: "A sentence for people." }),
		parameter: Type.Optional(Type.String({ description: "The parameter that is at fault." })),
		error_id: Type.Optional(Type.String({ description: "What the log calls this error." })),
	});
}

/** The `detail` of a route: all that its schemas do not say. */
export function describeRoute({ summary, description, tag, body, answer, errors, open = false }: RouteDescription) {
	const byStatus = Map.groupBy(new Set(errors), (code) => ERRORS[code].status);
	return {
		summary,
		...(description === undefined ? {} : { description }),
		tags: [tag],
		security: open ? [] : [{}, { bearer: [] }, { header: [] }, { query: [] }],
		...(body === undefined ? {} : { requestBody: describeBody(body) }),
		responses: {
			200: { description: "OK", content: { [answer.type]: { schema: answer.schema } } },
			...Object.fromEntries(
				[...byStatus]
					.toSorted(([one], [other]) => one - other)
					.map(([status, codes]) => [
						status,
						{
							description: codes.map((code) => `\`${code}\`: ${ERRORS[code].sentence}`).join("\n\n"),
							content: { "application/json": { schema: errorSchema(status, codes) } },
						},
					]),
			),
		},
	};
}

function describeBody(schema: TSchema) {
	return { required: true, content: Object.fromEntries(BODY_TYPES.map((type) => [type, { schema }])) };
}

/** An answer in JSON, with the members that every one has. */
export function jsonAnswer(members: Record<string, TSchema>): RouteDescription["answer"] {
	return { type: "application/json", schema: Type.Object({ status: Type.Integer({ examples: [200] }), ...members }) };
}

/** An answer that is a page or a text. */
export function textAnswer(type: string): RouteDescription["answer"] {
	return { type, schema: Type.String() };
}

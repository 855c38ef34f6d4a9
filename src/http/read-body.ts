import type { Static, TSchema } from "@sinclair/typebox";
import { AppError } from "../errors.ts";
import { LIMITS } from "../model/limits.ts";
import { createCheck } from "./validation.ts";

/** A request's fields, whatever they were sent as: text from a form, any JSON value from JSON. */
export type Fields = Record<string, unknown>;

/** What every POST may be sent as. */
export const BODY_TYPES = [
	"application/x-www-form-urlencoded",
	"multipart/form-data",
	"application/json",
	"text/plain",
] as const;

/** Option of a route that reads its body by {@link createBodyReader}: the framework leaves it alone. */
export const READS_ITS_BODY = { parse: "none" } as const;

/**
 * Makes what reads and checks a route's body. The framework's own way costs more than all the rest of the route; and
 * of what does not fit it makes a message with all of the body in it, which runs out of stack on a deep one.
 * @param schema of the fields
 * @returns throws {AppError} `too_large`, `malformed_body`, `unsupported_media_type`, `missing_parameter`,
 * `invalid_parameter`
 */
export function createBodyReader<T extends TSchema>(schema: T): (request: Request) => Promise<Static<T>> {
	const check = createCheck(schema);
	return async (request) => check(await readBody(request));
}

/**
 * Reads a request's fields.
 * @throws {AppError} `too_large`, `malformed_body`, `unsupported_media_type`
 */
async function readBody(request: Request): Promise<Fields> {
	const { headers } = request;
	const type = mediaTypeOf(headers);
	const encoding = headers.get("content-encoding");
	if (encoding !== null && encoding.toLowerCase() !== "identity") throw new AppError("unsupported_media_type");
	const bytes = headers.has("content-length") ? await readKnownLength(request) : await readStream(request);
	switch (type) {
		case "application/x-www-form-urlencoded":
			return readForm(decode(bytes));
		case "application/json":
		case "text/plain":
			return readJson(decode(bytes));
		case "multipart/form-data":
			decode(bytes);
			return readMultipart(bytes, headers.get("content-type") ?? "");
		default:
			if (type === "" && bytes.byteLength === 0) return {};
			throw new AppError("unsupported_media_type");
	}
}

function mediaTypeOf(headers: Headers): string {
	const type = headers.get("content-type");
	if (type === null) return "";
	const end = type.indexOf(";");
	return (end === -1 ? type : type.slice(0, end)).trim().toLowerCase();
}

function readKnownLength(request: Request): Promise<Uint8Array> {
	if (Number(request.headers.get("content-length")) > LIMITS.bodyBytes) throw tooLarge();
	return request.bytes();
}

async function readStream(request: Request): Promise<Uint8Array> {
	if (request.body === null) return new Uint8Array();
	const chunks: Uint8Array[] = [];
	let size = 0;
	for await (const chunk of request.body) {
		size += chunk.byteLength;
		if (size > LIMITS.bodyBytes) throw tooLarge();
		chunks.push(chunk);
	}
	return Buffer.concat(chunks);
}

function tooLarge(): AppError {
	return new AppError("too_large", { sentence: `The body is larger than ${LIMITS.bodyBytes} bytes` });
}

function malformed(sentence: string): AppError {
	return new AppError("malformed_body", { sentence });
}

const UTF8 = new TextDecoder("utf-8", { fatal: true });

function decode(bytes: Uint8Array): string {
	try {
		return UTF8.decode(bytes);
	} catch {
		throw malformed("The body is not valid UTF-8");
	}
}

function readJson(text: string): Fields {
	let value: unknown;
	try {
		value = JSON.parse(text);
	} catch {
		throw malformed("The body is not valid JSON");
	}
	if (typeof value !== "object" || value === null || Array.isArray(value)) {
		throw malformed("The body is JSON, but not an object");
	}
	return value as Fields;
}

/** The first of a name counts, as in 2017. */
function readForm(text: string): Fields {
	const fields: Fields = {};
	for (const pair of text.split("&")) {
		if (pair === "") continue;
		const end = pair.indexOf("=");
		const name = decodeComponent(end === -1 ? pair : pair.slice(0, end));
		if (!Object.hasOwn(fields, name)) setField(fields, name, end === -1 ? "" : decodeComponent(pair.slice(end + 1)));
	}
	return fields;
}

async function readMultipart(bytes: Uint8Array, contentType: string): Promise<Fields> {
	let form: Awaited<ReturnType<Response["formData"]>>;
	try {
		form = await new Response(bytes, { headers: { "content-type": contentType } }).formData();
	} catch {
		throw malformed("The body is not valid multipart/form-data");
	}
	const fields: Fields = {};
	for (const [name, value] of form) {
		if (!Object.hasOwn(fields, name)) setField(fields, name, typeof value === "string" ? value : await value.text());
	}
	return fields;
}

function setField(fields: Fields, name: string, value: string): void {
	if (name === "__proto__") Object.defineProperty(fields, name, { value, enumerable: true });
	else fields[name] = value;
}

/** A bare `%` stands for itself, as browsers and the 2017 service had it; bytes that are no UTF-8 are refused. */
function decodeComponent(text: string): string {
	if (!text.includes("%") && !text.includes("+")) return text;
	const spaced = text.includes("+") ? text.replaceAll("+", " ") : text;
	try {
		return decodeURIComponent(spaced);
	} catch {
		try {
			return decodeURIComponent(spaced.replaceAll(/%(?![0-9A-Fa-f]{2})/g, "%25"));
		} catch {
			throw malformed("The body is not valid UTF-8");
		}
	}
}

import type { TSchema } from "@sinclair/typebox";
import { AppError } from "../errors.ts";
import { LIMITS } from "../model/limits.ts";
import { createCheck } from "./validation.ts";

/** A request's fields, whatever they were sent as: text from a form, any JSON value from JSON. */
export type Fields = Record<string, unknown>;

/**
 * The body types that every POST takes. The first reads all of them; the others are for the API's document.
 * It checks the fields, too: of what Elysia refuses it makes a message with all of the body in it, which runs out of
 * stack on a deep one.
 * @param schema of the fields
 */
export function bodyParsers(schema: TSchema) {
	const check = createCheck(schema);
	return [
		async ({ request }: { request: Request }) => check(await readBody(request)),
		"application/x-www-form-urlencoded" as const,
		"multipart/form-data" as const,
		"application/json" as const,
		"text/plain" as const,
	];
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
	const bytes = await readBytes(request);
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

async function readBytes(request: Request): Promise<Uint8Array> {
	const length = request.headers.get("content-length");
	if (length !== null) {
		if (Number(length) > LIMITS.bodyBytes) throw tooLarge();
		return new Uint8Array(await request.arrayBuffer());
	}
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

/** A field may be called `__proto__`. */
function setField(fields: Fields, name: string, value: string): void {
	Object.defineProperty(fields, name, { value, enumerable: true });
}

/** A bare `%` stands for itself, as browsers and the 2017 service had it; bytes that are no UTF-8 are refused. */
function decodeComponent(text: string): string {
	if (!text.includes("%") && !text.includes("+")) return text;
	const spaced = text.replaceAll("+", " ");
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

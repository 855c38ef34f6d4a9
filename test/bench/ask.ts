/** An answer, and how long it took. */
export interface Asked<T> {
	/** From before the request was made until the last byte was there, in milliseconds. */
	readonly ms: number;
	readonly report: T;
}

/** A question that was not answered. */
export class RefusedError extends Error {
	override readonly name = "RefusedError";

	constructor(
		readonly status: number,
		message: string,
	) {
		super(message);
	}
}

/**
 * Asks for a report, on a connection that is kept.
 * @param address such as `/reports/week?from=…`
 * @throws {RefusedError} where it is not answered with 200
 */
export async function ask<T>(url: string, address: string, signal?: AbortSignal): Promise<Asked<T>> {
	const startedMs = performance.now();
	const response = await fetch(url + address, signal === undefined ? {} : { signal });
	const text = await response.text();
	const ms = performance.now() - startedMs;
	if (response.status !== 200) {
		throw new RefusedError(response.status, `${address} was answered with ${response.status}: ${text}`);
	}
	const { report } = JSON.parse(text) as { report: T | null };
	if (report === null) throw new Error(`${address} was answered without a report`);
	return { ms, report };
}

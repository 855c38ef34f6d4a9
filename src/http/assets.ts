/** Answers with one file of the program. */
export type Asset = (request: Request) => Promise<Response>;

/**
 * Makes a file of the program ready to be served: gzipped in memory at its first use, under a strong ETag, for
 * each encoding its own.
 * @param load gives its content
 */
export function createAsset(load: () => Promise<Uint8Array | string>, headers: Record<string, string>): Asset {
	let loaded: Promise<{ plain: Uint8Array; gzipped: Uint8Array; hash: string }> | undefined;

	return async (request) => {
		loaded ??= prepare(load);
		const { plain, gzipped, hash } = await loaded;
		const compressed = /\bgzip\b/.test(request.headers.get("accept-encoding") ?? "");
		const etag = `"${hash}${compressed ? "-gzip" : ""}"`;
		const common = { etag, "cache-control": "no-cache", vary: "Accept-Encoding", ...headers };
		if ((request.headers.get("if-none-match") ?? "").split(/,\s*/).includes(etag)) {
			return new Response(null, { status: 304, headers: common });
		}
		return new Response(compressed ? gzipped : plain, {
			headers: {
				...common,
				"x-content-type-options": "nosniff",
				...(compressed ? { "content-encoding": "gzip" } : {}),
			},
		});
	};
}

async function prepare(load: () => Promise<Uint8Array | string>) {
	const plain = Buffer.from(await load());
	// Loaded here: the server starts without it.
	const { gzip } = await import("node:zlib");
	const gzipped = await new Promise<Uint8Array>((resolve, reject) => {
		gzip(plain, { level: 9 }, (error, bytes) => (error === null ? resolve(bytes) : reject(error)));
	});
	return {
		plain,
		gzipped,
		hash: Bun.hash.xxHash64(plain).toString(36),
	};
}

import type { Server } from "bun";
import { type AddressMatcher, isLoopback, normalizeAddress } from "../model/ip-filter.ts";
import type { Client } from "./dependencies.ts";

/** Headers by which a proxy says that it passed a request on. */
const FORWARDING_HEADERS = [
	...["forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-forwarded-port", "x-forwarded-proto"],
	...["x-real-ip", "x-client-ip", "true-client-ip", "cf-connecting-ip"],
];

/**
 * Who sent a request. Behind a trusted proxy it is the last address of `X-Forwarded-For` that is not itself a
 * trusted proxy's, read from the right: what stands further left, anybody can have written.
 */
export function clientOf(
	request: Request,
	server: Server<undefined>,
	trustedProxy: AddressMatcher | undefined,
): Client {
	const { headers } = request;
	const peer = normalizeAddress(server.requestIP(request)?.address ?? "");
	const forwarded = FORWARDING_HEADERS.some((name) => headers.has(name));
	if (trustedProxy === undefined || !(peer === "" || trustedProxy(peer))) return { address: peer, forwarded };
	let address = peer;
	for (const hop of (headers.get("x-forwarded-for") ?? "").split(",").reverse()) {
		const named = normalizeAddress(withoutPort(hop.trim()));
		if (named === "") break;
		address = named;
		if (!trustedProxy(named)) break;
	}
	return { address, forwarded };
}

/** Whether a request comes from this machine itself, and not through a proxy on it. */
export function isFromThisMachine({ address, forwarded }: Client): boolean {
	return !forwarded && (address === "" || isLoopback(address));
}

/** Some proxies write the port, too: `192.0.2.1:51234`, `[2001:db8::1]:51234`. */
function withoutPort(hop: string): string {
	const [, bracketed, dotted] = /^(?:\[([^\]]+)\](?::\d+)?|([\d.]+):\d+)$/.exec(hop) ?? [];
	return bracketed ?? dotted ?? hop;
}

import ipaddr from "ipaddr.js";

type Address = ipaddr.IPv4 | ipaddr.IPv6;

/** Tells whether an address is one of a list. */
export type AddressMatcher = (address: string) => boolean;

/**
 * Reads a list of addresses and CIDR ranges, separated by commas or spaces.
 * @throws {RangeError} naming the first entry that is neither
 */
export function parseIpFilter(list: string): AddressMatcher {
	const ranges = list.split(/[\s,;]+/).filter((entry) => entry !== "");
	return matcherOf(ranges.map(parseRange));
}

/** As {@link parseIpFilter}, for a list that is stored already: an entry that cannot be read matches nobody. */
export function readStoredIpFilter(list: string): AddressMatcher {
	const entries = list.split(/[\s,;]+/).filter((entry) => entry !== "");
	return matcherOf(entries.filter(isRange).map(parseRange));
}

/** An address as one text: without a zone, and IPv4 in its own form where a dual-stack socket says `::ffff:…`. */
export function normalizeAddress(address: string): string {
	return address.includes(":") && ipaddr.isValid(address) ? ipaddr.process(withoutZone(address)).toString() : address;
}

/** Whether an address is of this machine alone. */
export function isLoopback(address: string): boolean {
	return ipaddr.isValid(address) && ipaddr.process(address).range() === "loopback";
}

function matcherOf(ranges: readonly [Address, number][]): AddressMatcher {
	return (address) => {
		if (!ipaddr.isValid(address)) return false;
		const parsed = ipaddr.process(withoutZone(address));
		return ranges.some(([network, bits]) => network.kind() === parsed.kind() && parsed.match(network, bits));
	};
}

function isRange(entry: string): boolean {
	return ipaddr.isValid(entry) || ipaddr.isValidCIDR(entry);
}

function parseRange(entry: string): [Address, number] {
	if (!isRange(entry)) throw new RangeError(`"${entry}" is neither an address nor a CIDR range`);
	if (ipaddr.isValidCIDR(entry)) return ipaddr.parseCIDR(entry);
	const address = ipaddr.process(entry);
	return [address, address.kind() === "ipv4" ? 32 : 128];
}

function withoutZone(address: string): string {
	return address.split("%", 1)[0] ?? address;
}

import ipaddr from "ipaddr.js";

/** Of an IPv4 address within IPv6, https://www.rfc-editor.org/rfc/rfc4291#section-2.5.5.2 */
const MAPPED_PREFIX_BITS = 96;

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

/** ipaddr.js also takes `10` and `192.168.1`, and would read the second as 192.168.0.1. */
function isRange(entry: string): boolean {
	const [address = ""] = entry.split("/", 1);
	if (!address.includes(":") && !ipaddr.IPv4.isValidFourPartDecimal(address)) return false;
	return ipaddr.isValid(entry) || ipaddr.isValidCIDR(entry);
}

function parseRange(entry: string): [Address, number] {
	if (!isRange(entry)) throw new RangeError(`"${entry}" is neither an address nor a CIDR range`);
	const range = entry.includes("/") ? entry : `${withoutZone(entry)}/${entry.includes(":") ? 128 : 32}`;
	const [address, bits] = ipaddr.parseCIDR(range);
	// Addresses are compared in their own form, so a range of ::ffff:… is one of IPv4.
	const isMapped = address instanceof ipaddr.IPv6 && address.isIPv4MappedAddress() && bits >= MAPPED_PREFIX_BITS;
	return isMapped ? [address.toIPv4Address(), bits - MAPPED_PREFIX_BITS] : [address, bits];
}

function withoutZone(address: string): string {
	return address.split("%", 1)[0] ?? address;
}

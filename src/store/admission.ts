import { AppError } from "../errors.ts";
import type { Consumer } from "../model/consumer.ts";
import { readStoredIpFilter } from "../model/ip-filter.ts";
import type { Consumers } from "./consumers.ts";

/**
 * The consumer that a key belongs to, if it may write from an address.
 * @throws {AppError} `unknown_consumer`, `consumer_inactive`, `address_not_allowed`
 */
export function admitConsumer(consumers: Consumers, key: string, address: string): Consumer {
	const consumer = consumers.findByKey(key);
	if (consumer === undefined) throw new AppError("unknown_consumer", { parameter: "consumer_key" });
	if (consumer.deletedAt !== null) throw new AppError("consumer_inactive");
	if (consumer.ipFilter !== null && !readStoredIpFilter(consumer.ipFilter)(address)) {
		throw new AppError("address_not_allowed");
	}
	return consumer;
}

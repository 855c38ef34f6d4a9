import type { Database } from "bun:sqlite";
import type { Consumer } from "../model/consumer.ts";

interface ConsumerRow {
	id: number;
	name: string;
	key: string;
	ip_filter: string | null;
	created_at: number;
	deleted_at: number | null;
}

const COLUMNS = `
	id,
	name,
	key,
	ip_filter,
	created_at,
	deleted_at`;

/** The statements on consumers, kept for one connection. The server reads them anew for each session: a new or revoked one counts at once. */
export function prepareConsumers(database: Database) {
	const byKey = database.query<ConsumerRow, [string]>(`SELECT ${COLUMNS} FROM consumer_records WHERE key = $1`);
	const byName = database.query<ConsumerRow, [string]>(`SELECT ${COLUMNS} FROM consumer_records WHERE name = $1`);
	const all = database.query<ConsumerRow, []>(`SELECT ${COLUMNS} FROM consumer_records ORDER BY id`);
	const insert = database.query<unknown, [string, string, string | null, number]>(
		"INSERT INTO consumer_records (name, key, ip_filter, created_at) VALUES ($1, $2, $3, $4)",
	);
	const setDeletedAt = database.query<unknown, [number | null, number]>(
		"UPDATE consumer_records SET deleted_at = $1 WHERE id = $2",
	);
	const setKey = database.query<unknown, [string, number]>("UPDATE consumer_records SET key = $1 WHERE id = $2");

	return {
		findByKey: (key: string): Consumer | undefined => toConsumer(byKey.get(key)),
		findByName: (name: string): Consumer | undefined => toConsumer(byName.get(name)),
		list: (): Consumer[] => all.all().flatMap((row) => toConsumer(row) ?? []),
		hasAny: (): boolean => all.get() !== null,
		/**
		 * The name must be free.
		 * @returns its id
		 */
		insert: (consumer: Pick<Consumer, "name" | "key" | "ipFilter" | "createdAt">): number =>
			Number(insert.run(consumer.name, consumer.key, consumer.ipFilter, consumer.createdAt).lastInsertRowid),
		/** Revokes it from a time on, or with `null` restores it. */
		setDeletedAt: (id: number, deletedAt: number | null): void => {
			setDeletedAt.run(deletedAt, id);
		},
		setKey: (id: number, key: string): void => {
			setKey.run(key, id);
		},
	};
}

/** What {@link prepareConsumers} gives. */
export type Consumers = ReturnType<typeof prepareConsumers>;

function toConsumer(row: ConsumerRow | null): Consumer | undefined {
	if (row === null) return undefined;
	return {
		id: row.id,
		name: row.name,
		key: row.key,
		ipFilter: row.ip_filter,
		createdAt: row.created_at,
		deletedAt: row.deleted_at,
	};
}

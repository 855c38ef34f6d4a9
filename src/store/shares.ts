import type { Database } from "bun:sqlite";
import { AppError } from "../errors.ts";
import { MOST_SHARES, type Share } from "../model/share.ts";
import type { Instant } from "../model/time.ts";

interface ShareRow {
	id: number;
	name: string;
	consumers: string | null;
	created_at: number;
	revoked_at: number | null;
}

const COLUMNS = `
	id,
	name,
	consumers,
	created_at,
	revoked_at`;

/** The statements on shares, kept for one connection. */
export function prepareShares(database: Database) {
	const byDigest = database.query<ShareRow, [Uint8Array]>(`SELECT ${COLUMNS} FROM shares WHERE digest = $1`);
	const all = database.query<ShareRow, []>(`SELECT ${COLUMNS} FROM shares ORDER BY id`);
	const insert = database.query<unknown, [string, Uint8Array, string | null, Instant]>(
		"INSERT INTO shares (name, digest, consumers, created_at) VALUES ($1, $2, $3, $4)",
	);
	const revoke = database.query<unknown, [Instant, number]>(
		"UPDATE shares SET revoked_at = coalesce(revoked_at, $1) WHERE id = $2",
	);

	return {
		/** Also one that was revoked. */
		findByDigest: (digest: Uint8Array): Share | undefined => {
			const row = byDigest.get(digest);
			return row === null ? undefined : toShare(row);
		},
		list: (): Share[] => all.all().map(toShare),
		/**
		 * @returns its id
		 * @throws {AppError} `limit_reached`
		 */
		insert(
			{ name, consumers, createdAt }: Pick<Share, "name" | "consumers" | "createdAt">,
			digest: Uint8Array,
		): number {
			if (all.all().filter(({ revoked_at }) => revoked_at === null).length >= MOST_SHARES) {
				throw new AppError("limit_reached", {
					sentence: `There are ${MOST_SHARES} shared links, as many as there may be. Revoke one first.`,
				});
			}
			const list = consumers === null ? null : JSON.stringify(consumers);
			return Number(insert.run(name, digest, list, createdAt).lastInsertRowid);
		},
		/**
		 * One that is revoked already stays so since then.
		 * @throws {AppError} `unknown_share_id`
		 */
		revoke(id: number, at: Instant): void {
			if (revoke.run(at, id).changes === 0) throw new AppError("unknown_share_id", { parameter: "id" });
		},
	};
}

function toShare(row: ShareRow): Share {
	return {
		id: row.id,
		name: row.name,
		consumers: row.consumers === null ? null : (JSON.parse(row.consumers) as number[]),
		createdAt: row.created_at,
		revokedAt: row.revoked_at,
	};
}

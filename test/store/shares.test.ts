import { expect, test } from "bun:test";
import { secretDigest } from "../../src/model/secret.ts";
import { MOST_SHARES } from "../../src/model/share.ts";
import { codeOf, openFile } from "./open-file.ts";

const share = (consumers: readonly number[] | null = null) => ({ name: "Director", consumers, createdAt: 1 });

test("one is found by its token's digest, is kept over a restart, and is known when it is revoked", async () => {
	using file = openFile();
	const { store } = file.open();
	const { id: consumer } = await store.createConsumer("Foyer", 0);
	const one = await store.createShare(share([consumer]));
	const all = await store.createShare(share());
	await store.revokeShare(one.id, 5);
	await store.revokeShare(one.id, 9);
	await store[Symbol.asyncDispose]();
	await using again = file.open().store;
	expect(again.findShare(secretDigest(one.token))).toEqual({ id: one.id, ...share([consumer]), revokedAt: 5 });
	expect(again.findShare(secretDigest(all.token))).toEqual({ id: all.id, ...share(), revokedAt: null });
	expect(again.findShare(secretDigest(one.token.toUpperCase()))).toBeUndefined();
	expect(again.findShare(Buffer.from(one.token, "hex"))).toBeUndefined();
	expect(again.listShares().map(({ id, revokedAt }) => [id, revokedAt])).toEqual([
		[one.id, 5],
		[all.id, null],
	]);
});

test("one of a consumer that is not there is refused, and nothing is kept of it", async () => {
	using file = openFile();
	await using store = file.open().store;
	const { id } = await store.createConsumer("Foyer", 0);
	await store.revokeConsumer(id, 1);
	expect(await codeOf(store.createShare(share([id, id + 1])))).toBe("unknown_consumer_id");
	expect(await codeOf(store.revokeShare(1, 1))).toBe("unknown_share_id");
	expect(store.listShares()).toEqual([]);
	// What a revoked consumer did can be shown.
	await store.createShare(share([id]));
});

test("there are so many at most; one that is revoked makes room", async () => {
	using file = openFile();
	await using store = file.open().store;
	const made = await Promise.all(Array.from({ length: MOST_SHARES + 1 }, () => codeOf(store.createShare(share()))));
	expect(made.filter((code) => code !== undefined)).toEqual(["limit_reached"]);
	expect(store.listShares()).toHaveLength(MOST_SHARES);
	await store.revokeShare(1, 1);
	expect(await codeOf(store.createShare(share()))).toBeUndefined();
	expect(await codeOf(store.createShare(share()))).toBe("limit_reached");
});

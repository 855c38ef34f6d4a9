import { expect, test } from "bun:test";
import { MOST_PICTURES } from "../../src/model/picture.ts";
import { codeOf, openFile } from "./open-file.ts";

const place = (width: number) => ({ screen: "map", width, height: 1000 });
const picture = (byte: number) => ({ type: "image/png", bytes: Uint8Array.of(byte) });

test("one is kept over a restart, with its time", async () => {
	using file = openFile();
	const { store } = file.open();
	await store.storePicture(place(900), picture(1), 5);
	await store.storePicture(place(900), picture(2), 6);
	await store[Symbol.asyncDispose]();
	const again = file.open();
	await using reopened = again.store;
	expect(reopened.findPicture(place(900))).toEqual(picture(2));
	expect(again.database.query("SELECT place, uploaded_at FROM pictures").all()).toEqual([
		{ place: "900x1000 map", uploaded_at: 6 },
	]);
});

test("there are so many at most; one may take another's place all the same", async () => {
	using file = openFile();
	await using store = file.open().store;
	const put = (width: number) => codeOf(store.storePicture(place(width), picture(1), 1));
	const kept = await Promise.all(Array.from({ length: MOST_PICTURES + 1 }, (_, index) => put(1 + index)));
	expect(kept.filter((code) => code !== undefined)).toEqual(["limit_reached"]);
	expect(await put(1)).toBeUndefined();
	await store.removePicture(place(1));
	expect(await put(MOST_PICTURES + 1)).toBeUndefined();
	expect(await put(1)).toBe("limit_reached");
});

test("many that wait at once are refused, before memory is full", async () => {
	using file = openFile();
	await using store = file.open().store;
	const large = { type: "image/png", bytes: new Uint8Array(700_000) };
	const kept = await Promise.all(Array.from({ length: 120 }, () => codeOf(store.storePicture(place(1), large, 1))));
	// 64 MiB of what waits.
	const room = Math.floor((64 * 1024 * 1024) / (large.bytes.byteLength + 500));
	expect(kept.filter((code) => code === "busy")).toHaveLength(kept.length - room);
	expect(store.findPicture(place(1))?.bytes.byteLength).toBe(large.bytes.byteLength);
});

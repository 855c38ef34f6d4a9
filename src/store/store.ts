import type { Database } from "bun:sqlite";
import { statfsSync } from "node:fs";
import { AppError } from "../errors.ts";
import type { NewEvent } from "../model/event.ts";
import type { Heartbeat } from "../model/heartbeat.ts";
import { LIMITS } from "../model/limits.ts";
import type { Picture } from "../model/picture.ts";
import type { PackUpdate } from "../model/reports/pack-update.ts";
import type { PicturedPlace } from "../model/reports/place.ts";
import type { OwnerSettings } from "../model/reports/settings.ts";
import { secretDigest } from "../model/secret.ts";
import type { NewSession, SessionStop, StartedSession } from "../model/session.ts";
import type { Share } from "../model/share.ts";
import type { Instant } from "../model/time.ts";
import { prepareConsumers } from "./consumers.ts";
import { asFileError, asWriteError } from "./database-errors.ts";
import { prepareEvents } from "./events.ts";
import { GroupCommit, type Outcome } from "./group-commit.ts";
import type { GroupCommitLimits } from "./group-commit-limits.ts";
import { prepareHeartbeats } from "./heartbeats.ts";
import { preparePacks } from "./packs.ts";
import { preparePictures } from "./pictures.ts";
import { prepareSessions } from "./sessions.ts";
import { prepareOwnerSettings, writeSessionTimeout } from "./settings.ts";
import { prepareShares } from "./shares.ts";

/**
 * Everything that the service writes, as verbs. Each promise settles after its commit is synced to disk, and
 * rejects with an {@link AppError} where the write was refused; beside those named, any of them may reject
 * with `busy`, `disk_full` or `shutting_down`.
 */
export interface Store extends AsyncDisposable {
	/** `unknown_consumer`, `consumer_inactive`, `address_not_allowed`. Repeated with the same client id: the same answer. */
	startSession(session: NewSession): Promise<StartedSession>;
	/** `unknown_session`, `session_stopped`. */
	stopSession(stop: SessionStop): Promise<void>;
	/** `unknown_session`, `session_stopped`. Gives the event's id; repeated with the same client id, the same. */
	storeEvent(event: NewEvent): Promise<number>;
	/** Stores what it can, each event refused alone; one that was refused before it came here passes through in its place. */
	storeEvents(items: readonly Outcome<NewEvent>[]): Promise<Outcome<number>[]>;
	/** As {@link startSession}. */
	storeHeartbeat(heartbeat: Heartbeat): Promise<void>;
	/** Keeps what the reports have found out about sessions. Rejects where another program did so meanwhile. */
	applyPacks(update: PackUpdate): Promise<void>;
	/** What the owner tells the reports. */
	readOwnerSettings(): OwnerSettings;
	storeOwnerSettings(settings: OwnerSettings): Promise<void>;
	/** `name_taken` */
	createConsumer(name: string, now: Instant): Promise<{ id: number; key: string }>;
	/** Revokes a consumer from a time on, or with `null` restores it. `unknown_consumer_id` */
	revokeConsumer(id: number, since: Instant | null): Promise<void>;
	/** Gives a consumer a new key. `unknown_consumer_id` */
	rotateKey(id: number): Promise<string>;
	/** Makes a link, and gives its token, of which the digest alone is kept. `unknown_consumer_id`, `limit_reached` */
	createShare(share: Pick<Share, "name" | "consumers" | "createdAt">): Promise<{ id: number; token: string }>;
	/** All links, also those that were revoked. */
	listShares(): Share[];
	/** `unknown_share_id` */
	revokeShare(id: number, at: Instant): Promise<void>;
	/** The link whose token has this digest, also where it was revoked. */
	findShare(digest: Uint8Array): Share | undefined;
	/** Keeps a picture of a screen, in the stead of the one that it had. `limit_reached` */
	storePicture(place: PicturedPlace, picture: Picture, at: Instant): Promise<void>;
	/** Removes what {@link findPicture} gives. `not_found` */
	removePicture(place: PicturedPlace): Promise<void>;
	/** The picture that lies under the touch map of a place: its own, else the screen's in a viewport of the same shape. */
	findPicture(place: PicturedPlace): Picture | undefined;
	/** Whether anybody may write yet. */
	hasConsumers(): boolean;
	/** Whether so much is being written that who reads should make way. */
	isPressed(): boolean;
	/** The server is about to stop: a lock is waited for less, so that who waits for it gets an answer. */
	hurry(): void;
	/** Why writing does not work; `undefined` where it does. After a failure it tries to write, so that it tells of now. */
	findProblem(): Promise<AppError | undefined>;
}

/** What a {@link Store} is given. */
export interface StoreOptions {
	/** Open and of the latest version; it is closed with the store. */
	readonly database: Database;
	/** Gives 32 hex digits from a cryptographic source. */
	readonly newToken: () => string;
	/** Milliseconds without an event after which a session counts as ended, for who reads the file. */
	readonly sessionTimeoutMs: number;
	readonly limits?: GroupCommitLimits;
}

/** The server must not stand still for a lock: {@link GroupCommit} tries again instead. */
const SERVER_LOCK_WAIT_MS = 5;

/** Who asks after the health of the service waits no longer. */
const PROBE_MS = 1000;

/** More writes a second than these take a good part of a processor; all kiosks of a house send far less. */
const PRESSING_WRITES = 2000;

/** Estimate, in bytes, of what an operation keeps beside its texts. */
const OPERATION_BYTES = 500;

/** Of the database: a picture takes many, and each weighs about as much as a row. */
const PAGE_BYTES = 4096;

/**
 * Opens the write path on a database.
 * @throws {DatabaseFileError} where it cannot be written: a read-only file opens all the same
 */
export function openStore({ database, newToken, sessionTimeoutMs, limits }: StoreOptions): Store {
	try {
		writeSessionTimeout(database, sessionTimeoutMs);
	} catch (error) {
		throw asFileError(error, database.filename);
	}
	database.run(`PRAGMA busy_timeout = ${SERVER_LOCK_WAIT_MS}`);
	const consumers = prepareConsumers(database);
	const sessions = prepareSessions(database, consumers, newToken);
	const events = prepareEvents(database, sessions);
	const heartbeats = prepareHeartbeats(database, consumers);
	const owner = prepareOwnerSettings(database);
	const packs = preparePacks(database);
	const shares = prepareShares(database);
	const pictures = preparePictures(database);
	const writer = new GroupCommit(database, limits);

	return {
		startSession: (session) =>
			writer.run(() => sessions.start(session), OPERATION_BYTES + 2 * (session.data?.length ?? 0)),
		stopSession: (stop) => writer.run(() => sessions.stop(stop), OPERATION_BYTES),
		storeEvent: (event) => writer.run(() => events.store(event), eventBytes(event)),
		storeEvents: (items) =>
			writer.run(
				() => items.map((item) => ("error" in item ? item : writer.attempt(() => events.store(item.value)))),
				items.reduce((bytes, item) => bytes + ("error" in item ? 0 : eventBytes(item.value)), 0),
				items.length,
			),
		storeHeartbeat: (heartbeat) => writer.run(() => heartbeats.store(heartbeat), OPERATION_BYTES),
		applyPacks: (update) =>
			writer.run(
				() => packs.apply(update),
				update.packs.reduce((sum, { trails }) => sum + 2 * trails.length, 0),
				update.sessions.length,
			),
		readOwnerSettings: () => owner.read(),
		storeOwnerSettings: (settings) => writer.run(() => owner.write(settings), OPERATION_BYTES),
		createConsumer: (name, createdAt) =>
			writer.run(() => {
				if (consumers.findByName(name) !== undefined) throw new AppError("name_taken", { parameter: "name" });
				const key = newToken();
				return { id: consumers.insert({ name, key, ipFilter: null, createdAt }), key };
			}, OPERATION_BYTES),
		revokeConsumer: (id, since) => writer.run(() => consumers.setDeletedAt(getConsumerId(id), since), OPERATION_BYTES),
		rotateKey: (id) =>
			writer.run(() => {
				const key = newToken();
				consumers.setKey(getConsumerId(id), key);
				return key;
			}, OPERATION_BYTES),
		createShare: (share) =>
			writer.run(
				() => {
					const known = new Set(share.consumers === null ? [] : consumers.list().map(({ id }) => id));
					if (share.consumers?.some((id) => !known.has(id))) {
						throw new AppError("unknown_consumer_id", { parameter: "consumers" });
					}
					const token = newToken();
					return { id: shares.insert(share, secretDigest(token)), token };
				},
				OPERATION_BYTES + 8 * (share.consumers?.length ?? 0),
			),
		listShares: () => shares.list(),
		revokeShare: (id, at) => writer.run(() => shares.revoke(id, at), OPERATION_BYTES),
		findShare: (digest) => shares.findByDigest(digest),
		storePicture: (place, picture, at) =>
			writer.run(
				() => {
					if (place.consumer !== undefined) getConsumerId(place.consumer, "consumer");
					pictures.put(place, picture, at);
				},
				OPERATION_BYTES + picture.bytes.byteLength,
				1 + Math.ceil(picture.bytes.byteLength / PAGE_BYTES),
			),
		removePicture: (place) => writer.run(() => pictures.remove(place), OPERATION_BYTES),
		findPicture: (place) => pictures.find(place),
		hasConsumers: () => consumers.hasAny(),
		isPressed: () => writer.writesPerSecond > PRESSING_WRITES,
		hurry: () => writer.hurry(),
		async findProblem() {
			const { problem } = writer;
			if (problem === undefined || writer.isLockedOut) return problem;
			if (problem.code === "disk_full" && freeBytes(database.filename) < LIMITS.bodyBytes) return problem;
			const probe = writer.run(() => writeSessionTimeout(database, sessionTimeoutMs), 0).catch(() => undefined);
			await Promise.race([probe, new Promise((resolve) => setTimeout(resolve, PROBE_MS))]);
			return writer.problem;
		},
		async [Symbol.asyncDispose]() {
			await writer[Symbol.asyncDispose]();
			closeDatabase(database);
		},
	};

	function getConsumerId(id: number, parameter = "id"): number {
		if (consumers.list().some((consumer) => consumer.id === id)) return id;
		throw new AppError("unknown_consumer_id", { parameter });
	}
}

function eventBytes(event: NewEvent): number {
	return OPERATION_BYTES + 2 * event.data.length;
}

/** What a disk that is full for an event has left may still take the small write that tries whether it is. */
function freeBytes(path: string): number {
	const { bavail, bsize } = statfsSync(path);
	return bavail * bsize;
}

/** Leaves one file behind, with nothing in a log beside it. */
function closeDatabase(database: Database): void {
	try {
		database.run("PRAGMA wal_checkpoint(TRUNCATE)");
	} catch (error) {
		// On a full disk the log stays beside the file: nothing is lost, and the next start takes it over.
		if (!(asWriteError(error) instanceof AppError)) throw error;
	} finally {
		database.close();
	}
}

/** Rows that are kept beyond those that are wanted, so that they are thinned out seldom. */
const SPARE_ROWS = 1024;

/** A row that was ranked, as it was given. */
export interface RankedRow {
	readonly group: number;
	readonly index: number;
}

/**
 * Finds the first rows of many, by a number and then by an id, without sorting them all: whatever comes behind those that
 * are wanted is dropped as it comes.
 */
export class Ranking {
	#keys = new Float64Array(SPARE_ROWS);
	#ids = new Float64Array(SPARE_ROWS);
	#groups = new Uint32Array(SPARE_ROWS);
	#indexes = new Uint32Array(SPARE_ROWS);
	#length = 0;
	/** No row that comes behind it is wanted. */
	#lastKey = Number.POSITIVE_INFINITY;
	#lastId = Number.POSITIVE_INFINITY;

	/** @param wanted how many of the first rows can be asked for */
	constructor(private readonly wanted: number) {}

	/** @param group with `index`, what names the row */
	add(key: number, id: number, group: number, index: number): void {
		if (key > this.#lastKey || (key === this.#lastKey && id > this.#lastId)) return;
		if (this.#length >= this.wanted + Math.max(SPARE_ROWS, this.wanted)) this.#thin();
		if (this.#length === this.#keys.length) this.#grow();
		const at = this.#length++;
		this.#keys[at] = key;
		this.#ids[at] = id;
		this.#groups[at] = group;
		this.#indexes[at] = index;
	}

	/** The rows in their order, from a place on. */
	rows(offset: number, limit: number): RankedRow[] {
		const end = Math.min(offset + limit, this.wanted, this.#length);
		if (offset >= end) return [];
		this.#bringFirst(end);
		this.#bringFirst(offset);
		return Array.from({ length: end - offset }, (_, at) => offset + at)
			.sort((one, other) => (this.#isBefore(one, other) ? -1 : 1))
			.map((at) => ({ group: this.#groups[at] ?? 0, index: this.#indexes[at] ?? 0 }));
	}

	/** Drops all but the wanted rows. */
	#thin(): void {
		this.#bringFirst(this.wanted);
		this.#length = this.wanted;
		let last = 0;
		for (let at = 1; at < this.#length; at++) if (this.#isBefore(last, at)) last = at;
		this.#lastKey = this.#keys[last] ?? this.#lastKey;
		this.#lastId = this.#ids[last] ?? this.#lastId;
	}

	/** Brings the first so many to the front, in any order (Hoare 1961, "Algorithm 65: FIND"). */
	#bringFirst(count: number): void {
		let [from, to] = [0, this.#length - 1];
		while (from < to) {
			// The middle one: what is in order already is no bad case.
			const middle = (from + to) >>> 1;
			const [key, id] = [this.#keys[middle] ?? 0, this.#ids[middle] ?? 0];
			let [left, right] = [from, to];
			while (left <= right) {
				while (this.#compare(left, key, id) < 0) left++;
				while (this.#compare(right, key, id) > 0) right--;
				if (left <= right) this.#swap(left++, right--);
			}
			if (count <= right + 1) to = right;
			else if (count > left) from = left;
			else return;
		}
	}

	#compare(at: number, key: number, id: number): number {
		return (this.#keys[at] ?? 0) - key || (this.#ids[at] ?? 0) - id;
	}

	#isBefore(one: number, other: number): boolean {
		return this.#compare(one, this.#keys[other] ?? 0, this.#ids[other] ?? 0) < 0;
	}

	#swap(one: number, other: number): void {
		for (const column of [this.#keys, this.#ids, this.#groups, this.#indexes]) {
			const kept = column[one] ?? 0;
			column[one] = column[other] ?? 0;
			column[other] = kept;
		}
	}

	#grow(): void {
		const length = this.#keys.length * 2;
		const longer = <T extends Float64Array | Uint32Array>(into: T, column: T): T => {
			into.set(column);
			return into;
		};
		this.#keys = longer(new Float64Array(length), this.#keys);
		this.#ids = longer(new Float64Array(length), this.#ids);
		this.#groups = longer(new Uint32Array(length), this.#groups);
		this.#indexes = longer(new Uint32Array(length), this.#indexes);
	}
}

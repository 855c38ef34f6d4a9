import type { Range } from "../model/reports/range.ts";

/** Many spans of time in little memory, united on demand. */
export class SpanList {
	#numbers = new Float64Array(16);
	#length = 0;

	/** How many there are. */
	get length(): number {
		return this.#length / 2;
	}

	get bytes(): number {
		return this.#numbers.byteLength;
	}

	add(from: number, to: number): void {
		if (this.#length === this.#numbers.length) {
			const larger = new Float64Array(this.#length * 2);
			larger.set(this.#numbers);
			this.#numbers = larger;
		}
		this.#numbers[this.#length++] = from;
		this.#numbers[this.#length++] = to;
	}

	from(index: number): number {
		return this.#numbers[index * 2] ?? Number.POSITIVE_INFINITY;
	}

	to(index: number): number {
		return this.#numbers[index * 2 + 1] ?? Number.POSITIVE_INFINITY;
	}

	/** Those that reach into some ranges; both are in order, and neither overlap among themselves. */
	within(ranges: readonly Range[]): Range[] {
		const found: Range[] = [];
		let range = 0;
		for (let index = 0; index < this.length && range < ranges.length; index++) {
			const [from, to] = [this.from(index), this.to(index)];
			while ((ranges[range]?.to ?? Number.POSITIVE_INFINITY) < from) range++;
			if ((ranges[range]?.from ?? Number.POSITIVE_INFINITY) <= to) found.push({ from, to });
		}
		return found;
	}

	/**
	 * As few as possible, in order, in no more memory than they need.
	 * @param gapMs milliseconds between two that become one
	 */
	unite(gapMs = 0): void {
		const order = Array.from({ length: this.length }, (_, index) => index).sort(
			(one, other) => this.from(one) - this.from(other),
		);
		const united = new SpanList();
		let open: { from: number; to: number } | undefined;
		for (const index of order) {
			const [from, to] = [this.from(index), this.to(index)];
			if (open !== undefined && from <= open.to + gapMs) open.to = Math.max(open.to, to);
			else {
				if (open !== undefined) united.add(open.from, open.to);
				open = { from, to };
			}
		}
		if (open !== undefined) united.add(open.from, open.to);
		this.#numbers = united.#numbers.slice(0, united.#length);
		this.#length = united.#length;
	}
}

/**
 * Milliseconds of some ranges in which any of many spans was under way, each moment counted once.
 * @param lists each in order, and the lists but the last one behind another
 * @param ranges in order, without overlaps
 */
export function overlapMs(lists: readonly SpanList[], ranges: readonly Range[]): number {
	const last = lists.at(-1);
	if (last === undefined) return 0;
	let [overlap, range, from, to] = [0, 0, 0, Number.NEGATIVE_INFINITY];
	const close = () => {
		while ((ranges[range]?.to ?? Number.POSITIVE_INFINITY) <= from) range++;
		for (let next = range; (ranges[next]?.from ?? Number.POSITIVE_INFINITY) < to; next++) {
			overlap += Math.min(to, ranges[next]?.to ?? 0) - Math.max(from, ranges[next]?.from ?? 0);
		}
	};
	const take = (list: SpanList, index: number) => {
		const start = list.from(index);
		if (start > to) {
			close();
			from = start;
		}
		to = Math.max(to, list.to(index));
	};
	// Two sequences in order, as one in order.
	let other = 0;
	for (const list of lists.slice(0, -1)) {
		for (let index = 0; index < list.length; index++) {
			while (other < last.length && last.from(other) <= list.from(index)) take(last, other++);
			take(list, index);
		}
	}
	while (other < last.length) take(last, other++);
	close();
	return overlap;
}

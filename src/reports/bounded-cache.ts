/** Keeps values up to a weight in all; what was not asked for longest goes first. */
export class BoundedCache<K, V> {
	readonly #entries = new Map<K, { readonly value: V; readonly weight: number }>();
	#weight = 0;

	/** @param limit in what weights are given in, such as bytes */
	constructor(private readonly limit: number) {}

	get(key: K): V | undefined {
		const entry = this.#entries.get(key);
		if (entry === undefined) return undefined;
		// Deleted and set again, it is the last to go.
		this.#entries.delete(key);
		this.#entries.set(key, entry);
		return entry.value;
	}

	set(key: K, value: V, weight: number): void {
		this.#drop(key);
		this.#entries.set(key, { value, weight });
		this.#weight += weight;
		for (const oldest of this.#entries.keys()) {
			if (this.#weight <= this.limit) break;
			this.#drop(oldest);
		}
	}

	#drop(key: K): void {
		const entry = this.#entries.get(key);
		if (entry === undefined) return;
		this.#entries.delete(key);
		this.#weight -= entry.weight;
	}
}

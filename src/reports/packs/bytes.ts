/** Writes whole numbers, each in as few bytes as it needs: seven bits a byte, the lowest first (LEB128). */
export class ByteWriter {
	#bytes = new Uint8Array(256);
	#length = 0;

	/** @param value a whole number from 0 to `Number.MAX_SAFE_INTEGER` */
	write(value: number): void {
		if (this.#length + 8 > this.#bytes.length) this.#grow();
		let rest = value;
		while (rest > 127) {
			// Above 31 bits, the bit operators would cut it.
			this.#bytes[this.#length++] = (rest % 128) | 128;
			rest = Math.floor(rest / 128);
		}
		this.#bytes[this.#length++] = rest;
	}

	/** Writes a whole number that may be negative. */
	writeSigned(value: number): void {
		this.write(value < 0 ? -value * 2 - 1 : value * 2);
	}

	/** What was written, as bytes of its own. */
	bytes(): Uint8Array<ArrayBuffer> {
		return this.#bytes.slice(0, this.#length);
	}

	#grow(): void {
		const larger = new Uint8Array(this.#bytes.length * 2);
		larger.set(this.#bytes);
		this.#bytes = larger;
	}
}

/** Reads what {@link ByteWriter} wrote. */
export class ByteReader {
	#position = 0;

	constructor(private readonly bytes: Uint8Array) {}

	get done(): boolean {
		return this.#position >= this.bytes.length;
	}

	/** Bytes that are not read yet: no more numbers can follow. */
	get left(): number {
		return this.bytes.length - this.#position;
	}

	/** @throws {RangeError} behind the end */
	read(): number {
		const first = this.#next();
		// Most numbers are small.
		if (first < 128) return first;
		let value = first & 127;
		let unit = 128;
		for (;;) {
			const byte = this.#next();
			if (byte < 128) return value + byte * unit;
			value += (byte & 127) * unit;
			unit *= 128;
		}
	}

	readSigned(): number {
		const value = this.read();
		return value % 2 === 1 ? -(value + 1) / 2 : value / 2;
	}

	#next(): number {
		const byte = this.bytes[this.#position++];
		if (byte === undefined) throw new RangeError("A pack ends too early.");
		return byte;
	}
}

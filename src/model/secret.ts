/** SHA-256 of a secret. A token is 128 bits of chance: nobody finds it from this, and it needs no salt. */
export function secretDigest(secret: string): Buffer {
	return new Bun.CryptoHasher("sha256").update(secret).digest();
}

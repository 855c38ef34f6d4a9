import { Type } from "@sinclair/typebox";

const UUID = "^[0-9A-Fa-f]{8}-?[0-9A-Fa-f]{4}-?[0-9A-Fa-f]{4}-?[0-9A-Fa-f]{4}-?[0-9A-Fa-f]{12}$";

/** A UUID that the client made, so that a request can be repeated safely. */
export const ClientId = Type.String({
	pattern: UUID,
	description: "A UUID made by the client (v7 is best). The same one again stores nothing, and is answered as before.",
	examples: ["019301fb-5b5c-7cc4-a2a5-9f6f4c1d8f10"],
});

/** A UUID as the 16 bytes in which it is stored and indexed. */
export function clientIdBytes(id: string): Uint8Array {
	return Buffer.from(id.replaceAll("-", ""), "hex");
}

/**
 * Lays a field's text into the clipboard. Where the page came over plain http, browsers have the old way alone.
 * @returns whether it lies there
 */
export async function copyField(field: HTMLInputElement): Promise<boolean> {
	field.select();
	try {
		if (navigator.clipboard === undefined) return document.execCommand("copy");
		await navigator.clipboard.writeText(field.value);
		return true;
	} catch {
		// Not allowed: it is selected, and can be copied by hand.
		return false;
	}
}

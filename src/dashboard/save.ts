/** Saves a text as a file. */
export function saveText(name: string, text: string, type: string): void {
	saveAddress(name, URL.createObjectURL(new Blob([text], { type })));
}

/** Saves what lies at an address of this page. */
export function saveAddress(name: string, href: string): void {
	const link = document.createElement("a");
	link.href = href;
	link.download = name.replaceAll(/[/\\:*?"<>|]/g, "-");
	link.click();
	// Not at once: the browser reads it after the click.
	setTimeout(() => URL.revokeObjectURL(href), 10_000);
}

/** The line for the head of a page that is to be measured. */
export function scriptTag(consumerKey: string): string {
	return `<script src="${new URL("microticks.js", location.href).href}" data-consumer-key="${consumerKey}"></script>`;
}

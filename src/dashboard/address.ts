import { computed, signal } from "@preact/signals";

/** What the dashboard shows, by the name in its address. */
export const VIEWS = ["overview", "live", "elements", "touches", "journeys", "sessions", "kiosks", "settings"] as const;
export type View = (typeof VIEWS)[number];

/** The page's query: all that a view shows follows from it, so that an address can be passed on, and Back works. */
const query = signal(new URLSearchParams(location.search));

addEventListener("popstate", () => {
	query.value = new URLSearchParams(location.search);
});

export const view = computed<View>(() => VIEWS.find((name) => name === query.value.get("view")) ?? "overview");

/** A part of the address; empty where it is not there. */
export function part(name: string): string {
	return query.value.get(name) ?? "";
}

/** How many rows of a list come before the page that is shown. */
const PAGE = "offset";

/** The address with some parts changed; an empty one goes. Another list begins with its first page. */
function addressWith(parts: Readonly<Record<string, string>>): string {
	const changed = new URLSearchParams(query.value);
	if (!(PAGE in parts)) changed.delete(PAGE);
	for (const [name, value] of Object.entries(parts)) {
		if (value === "") changed.delete(name);
		else changed.set(name, value);
	}
	const text = changed.toString();
	return `${location.pathname}${text === "" ? "" : `?${text}`}${location.hash}`;
}

/** Goes there. */
export function go(parts: Readonly<Record<string, string>>): void {
	history.pushState(null, "", addressWith(parts));
	query.value = new URLSearchParams(location.search);
}

/** The same in the place of where one is: what comes with each letter that is typed is nothing to go back to. */
export function stay(parts: Readonly<Record<string, string>>): void {
	history.replaceState(null, "", addressWith(parts));
	query.value = new URLSearchParams(location.search);
}

/** Follows a link within the page without loading it anew. */
export function follow(parts: Readonly<Record<string, string>>) {
	return {
		href: addressWith(parts),
		onClick(event: MouseEvent): void {
			if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
			event.preventDefault();
			go(parts);
		},
	};
}

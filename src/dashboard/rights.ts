import { computed, signal } from "@preact/signals";
import { VIEWS, type View, view } from "./address.ts";
import { isShared } from "./api.ts";

/** What the server says of whoever looks. It is the server that holds to it; the page only shows no more than there is. */
const told = signal(true);

/** Whether whoever looks may change settings, kiosks, shared links and pictures. */
export const mayChange = computed(() => told.value && !isShared);

/** Takes what the server says of whoever looks. */
export function tellRights(may: boolean): void {
	told.value = may;
}

/** The views that there are for whoever looks. */
export const openViews = computed<readonly View[]>(() =>
	VIEWS.filter((name) => name !== "settings" || mayChange.value),
);

/** The view that is shown: the address may name one that is not for whoever looks. */
export const shownView = computed<View>(() => openViews.value.find((name) => name === view.value) ?? "overview");

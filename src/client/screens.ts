import type { Listen } from "./taps.ts";

/** Which screen is shown. */
export interface Screens {
	readonly current: string;
	/** Says which screen is shown; nothing where that is so already. */
	show(name: string): void;
	/** Looks at the address. */
	tick(): void;
}

/** An element is shown from this share of it on: its neighbours in a row touch it with nothing. */
const SHOWN_SHARE = 0.01;

/**
 * Follows the elements that are named by `data-tick-screen`, and where there are none the page's path and hash.
 * @param automatic whether to follow them at all
 * @param onScreen told, when another one is shown, of the one before it, and when that began in milliseconds of `now`
 */
export function followScreens(
	listen: Listen,
	automatic: boolean,
	now: () => number,
	onScreen: (previous: string, since: number) => void,
): Screens {
	let address = addressOf();
	let current = address;
	let since = now();
	/** In the order in which they appeared: the last one lies on top. */
	let shown: Element[] = [];

	const screens: Screens = {
		get current() {
			return current;
		},
		show(name) {
			if (name === current) return;
			const previous = current;
			const before = since;
			current = name;
			since = now();
			onScreen(previous, before);
		},
		tick() {
			if (!automatic || address === addressOf()) return;
			address = addressOf();
			if (shown.length === 0) screens.show(address);
		},
	};

	if (automatic && self.IntersectionObserver) {
		const observed = new WeakSet<Element>();
		const update = () => {
			const name = shown[shown.length - 1]?.getAttribute("data-tick-screen");
			if (name) screens.show(name);
		};
		const observer = new IntersectionObserver(
			(entries) => {
				for (const { target, isIntersecting } of entries) {
					shown = shown.filter((other) => other !== target);
					if (isIntersecting) shown.push(target);
				}
				update();
			},
			{ threshold: SHOWN_SHARE },
		);
		const find = () => {
			for (const element of document.querySelectorAll("[data-tick-screen]")) {
				if (observed.has(element)) continue;
				observed.add(element);
				observer.observe(element);
			}
			update();
		};
		find();
		new MutationObserver(find).observe(document, {
			subtree: true,
			childList: true,
			attributeFilter: ["data-tick-screen"],
		});
	}
	listen(window, "hashchange popstate", screens.tick);
	return screens;
}

function addressOf(): string {
	return location.pathname + location.hash;
}

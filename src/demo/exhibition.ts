/** A made-up museum: what is on its screens, and where visitors find it. */
export interface Kiosk {
	readonly name: string;
	readonly width: number;
	readonly height: number;
	/** Visitors on an ordinary day. */
	readonly visitors: number;
	/** How long they stay beside others. */
	readonly patience: number;
}

export const KIOSKS: readonly Kiosk[] = [
	{ name: "Foyer table", width: 1920, height: 1080, visitors: 85, patience: 1 },
	{ name: "Ocean table", width: 1920, height: 1080, visitors: 60, patience: 1.6 },
	{ name: "Children's corner", width: 1920, height: 1080, visitors: 45, patience: 1.2 },
	{ name: "Shop screen", width: 1080, height: 1920, visitors: 25, patience: 0.5 },
];

/** Something that can be touched: on which screen, where (as shares of its size), how tempting, and what it opens. */
export interface Target {
	readonly name: string;
	readonly screen: string;
	readonly x: number;
	readonly y: number;
	readonly weight: number;
	readonly opens?: string;
	readonly seconds?: number;
}

export const TARGETS: readonly Target[] = [
	{ name: "lighthouse", screen: "map", x: 0.24, y: 0.31, weight: 10, opens: "story-lighthouse" },
	{ name: "harbour", screen: "map", x: 0.52, y: 0.62, weight: 8, opens: "story-harbour" },
	{ name: "whale", screen: "map", x: 0.78, y: 0.24, weight: 9, opens: "story-whale" },
	{ name: "shipwreck", screen: "map", x: 0.67, y: 0.78, weight: 6, opens: "story-shipwreck" },
	{ name: "fish market", screen: "map", x: 0.36, y: 0.72, weight: 4, opens: "story-market" },
	{ name: "quiz", screen: "map", x: 0.91, y: 0.9, weight: 5, opens: "quiz" },
	{ name: "language", screen: "map", x: 0.07, y: 0.93, weight: 2 },
	{ name: "film", screen: "story-whale", x: 0.5, y: 0.45, weight: 6, seconds: 94 },
	{ name: "sound of the whale", screen: "story-whale", x: 0.22, y: 0.8, weight: 5, seconds: 22 },
	{ name: "old photograph", screen: "story-harbour", x: 0.6, y: 0.4, weight: 5 },
	{ name: "keeper's diary", screen: "story-lighthouse", x: 0.4, y: 0.55, weight: 3 },
	{ name: "dive", screen: "story-shipwreck", x: 0.5, y: 0.5, weight: 4 },
	{ name: "recipe", screen: "story-market", x: 0.55, y: 0.6, weight: 2 },
	{ name: "answer", screen: "quiz", x: 0.5, y: 0.7, weight: 8 },
];

/** Where people touch, and nothing happens. */
export const DEAD_SPOTS: Readonly<Record<string, readonly [x: number, y: number]>> = {
	map: [0.12, 0.12],
	quiz: [0.5, 0.25],
};

/** How to get back from what was opened. */
export const BACK = { x: 0.05, y: 0.06 } as const;

export const HOME = "map";

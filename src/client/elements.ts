/** What can be touched: a touch on none of these, nor under a pointer cursor, is a miss. */
const TOUCHABLE =
	"a[href],area,button,input,select,textarea,label,summary,option,[role],[tabindex],[onclick],[contenteditable],[data-tick],canvas,video,audio,iframe,frame,object,embed";

/** A touch there is nobody's business. */
const IGNORED = "[data-tick-ignore],input[type=password]";

/** A selector of more steps would change with every change of the page. */
const SELECTOR_STEPS = 4;

/** What was touched. */
export interface Touched {
	/** Its `data-tick`, else its id, else a short selector. */
	readonly target: string;
	/** Where in it, from 0 to 1 in its width and height. */
	readonly elementX: number;
	readonly elementY: number;
	/** Set where there is nothing that can be touched. */
	readonly miss?: true;
	/** The screen that it lies on, where one is named. */
	readonly screen?: string;
}

/**
 * Describes what lies under a touch.
 * @param path from the innermost node outwards, through shadow roots
 * @param x of the viewport, in CSS pixels
 * @returns nothing where it is to be kept out
 */
export function describeTouched(path: readonly EventTarget[], x: number, y: number): Touched | undefined {
	// By the type of node, for a frame has classes of its own.
	const elements = (path as Element[]).filter((node) => node.nodeType === 1);
	const [first] = elements;
	if (!first || elements.some((element) => element.matches(IGNORED))) return undefined;
	const ticked = elements.find((element) => element.hasAttribute("data-tick"));
	const touchable = elements.find((element) => element.matches(TOUCHABLE) || (element as HTMLElement).onclick);
	const subject = ticked ?? touchable ?? first;
	const { left, top, width, height } = subject.getBoundingClientRect();
	const screen = elements.find((element) => element.hasAttribute("data-tick-screen"))?.getAttribute("data-tick-screen");
	return {
		target: nameOf(subject),
		elementX: share(x - left, width),
		elementY: share(y - top, height),
		...(screen && { screen }),
		// The cursor is inherited: the innermost tells it for all.
		...(!touchable && getComputedStyle(first).cursor !== "pointer" && { miss: true }),
	};
}

/** An element's name: its `data-tick`, else its id, else a short selector. */
export function nameOf(element: Element): string {
	const steps: string[] = [];
	for (let each: Element | null = element; each && steps.length < SELECTOR_STEPS; each = each.parentElement) {
		const { id, localName } = each;
		if (id) {
			steps.unshift(each === element ? id : `#${id}`);
			break;
		}
		let position = 1;
		for (let before = each.previousElementSibling; before; before = before.previousElementSibling) {
			if (before.localName === localName) position++;
		}
		steps.unshift(position > 1 ? `${localName}:nth-of-type(${position})` : localName);
	}
	return element.getAttribute("data-tick") || steps.join(">");
}

function share(distance: number, size: number): number {
	return Math.round((distance / size) * 1000) / 1000 || 0;
}

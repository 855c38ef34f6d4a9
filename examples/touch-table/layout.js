/** A picture's paper around it, as a share of its width; styles.css draws it. */
const PAPER = 0.035;
const CAPTION = 0.097;

/** Angles and offsets that look thrown, and are the same every time. */
const THROWN = [-0.1, 0.07, -0.03, 0.12, 0.05, -0.08, 0.09, -0.05];

/** How many columns suit a table of this shape. */
const columnsFor = (count, width, height) => {
	const best = Math.sqrt((count * width) / height / 1.15);
	return Math.max(2, Math.min(count, Math.round(best)));
};

/** Gives each picture a size at which all of them find room. */
export function sizesOnTable(prints, { width, height }) {
	const columns = columnsFor(prints.length, width, height);
	const rows = Math.ceil(prints.length / columns);
	const cell = Math.min(width / columns, (height / rows) * 1.1);
	for (const print of prints) {
		const { ratio } = print.picture;
		print.width = Math.round(cell * 0.9 * (ratio < 1 ? 0.7 : 1));
		print.height = Math.round(print.width * ((1 - 2 * PAPER) / ratio + PAPER + CAPTION));
		print.element.style.width = `${print.width}px`;
		print.element.style.height = `${print.height}px`;
		print.element.style.setProperty("--width", `${print.width}px`);
	}
}

/** Where the pictures lie when the table is tidy: in rows, a little askew, and none over the room's edge. */
export function placesOnTable(prints, { left, top, width, height }) {
	const columns = columnsFor(prints.length, width, height);
	const rows = Math.ceil(prints.length / columns);
	return prints.map((print, index) => {
		const row = Math.floor(index / columns);
		const inRow = Math.min(columns, prints.length - row * columns);
		const column = index - row * columns;
		const angle = THROWN[index % THROWN.length];
		const aside = THROWN[(index + 3) % THROWN.length];
		const reach = reachOf(print, angle);
		const x = (width * (column + 0.5)) / inRow + angle * print.width * 0.35;
		const y = (height * (row + 0.5)) / rows + aside * print.height * 0.35;
		return {
			x: left + between(reach.x, x, width - reach.x),
			y: top + between(reach.y, y, height - reach.y),
			angle,
			scale: 1,
		};
	});
}

/** How far a turned picture reaches from its middle. */
function reachOf({ width, height }, angle) {
	const cos = Math.abs(Math.cos(angle));
	const sin = Math.abs(Math.sin(angle));
	return { x: (width * cos + height * sin) / 2, y: (width * sin + height * cos) / 2 };
}

const between = (least, value, most) => Math.max(least, Math.min(most, value));

/** Where a picture lies on the ring that the attract screen turns. On a high screen it hurries past the title's sides. */
export function placeOnRing(print, index, count, turn, { width, height }) {
	const direction = (index / count) * 2 * Math.PI + turn;
	const sin = Math.sin(direction);
	const rise = Math.sign(sin) * Math.abs(sin) ** Math.min(1, width / height);
	return {
		x: width / 2 + Math.cos(direction) * width * 0.39,
		y: height / 2 + rise * height * 0.36,
		angle: Math.sin(direction * 2 + index) * 0.09,
		scale: 0.86 + 0.14 * sin - (print.picture.ratio < 1 ? 0.08 : 0),
	};
}

/** The same direction as an angle from -π to π: nobody wants to see a print spin back all its turns. */
export const shortestTurn = (angle) => Math.atan2(Math.sin(angle), Math.cos(angle));

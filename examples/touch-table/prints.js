import { language } from "./language.js";

/**
 * Makes a picture as it lies on the table. Its place is the middle of it, in CSS pixels of the table; its angle is in
 * radians; its speed is what a finger left it with, a second.
 */
export function createPrint(picture) {
	const element = document.createElement("li");
	element.className = "print";
	element.tabIndex = 0;
	element.setAttribute("role", "button");
	element.dataset.tick = picture.id;

	const image = document.createElement("img");
	image.src = `pictures/${picture.id}.svg`;
	image.draggable = false;
	image.alt = "";
	const caption = document.createElement("span");
	caption.className = "caption";
	element.append(image, caption);

	const place = { x: 0, y: 0, angle: 0, scale: 1 };
	return { picture, element, caption, image, width: 0, height: 0, ...place, speedX: 0, speedY: 0, target: null };
}

/** Writes their titles in the language that is shown. */
export function namePrints(prints) {
	for (const { picture, caption } of prints) caption.textContent = picture[language()].title;
}

/** Draws a picture where it is. */
export function place({ element, x, y, width, height, angle, scale }) {
	element.style.transform = `translate(${x - width / 2}px, ${y - height / 2}px) rotate(${angle}rad) scale(${scale})`;
}

let top = 1;

/** Lays a picture on top of the others. */
export function raise({ element }) {
	top += 1;
	element.style.zIndex = top;
}

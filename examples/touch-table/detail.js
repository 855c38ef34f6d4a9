import { language } from "./language.js";

const find = (name) => document.getElementById(`detail-${name}`);

/** The screen that shows one picture with its text. */
export function createDetail(pictures) {
	let shown = null;

	function translate() {
		if (!shown) return;
		const { title, place, text, look } = shown[language()];
		find("title").textContent = title;
		find("place").textContent = place;
		find("text").textContent = text;
		find("look").textContent = look;
		find("picture").alt = title;
	}

	function show(picture) {
		shown = picture;
		find("picture").src = `pictures/${picture.id}.svg`;
		find("picture").classList.toggle("tall", picture.ratio < 1);
		translate();
	}

	return {
		show,
		translate,
		next: () => show(pictures[(pictures.indexOf(shown) + 1) % pictures.length]),
		get shown() {
			return shown?.id;
		},
	};
}

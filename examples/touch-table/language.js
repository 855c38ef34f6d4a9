import { TEXTS } from "./texts.js";

const listeners = [];

/** The language that is shown: what `<html lang>` says. */
export const language = () => document.documentElement.lang;

/** A text of the page, in the language that is shown. */
export const text = (name) => TEXTS[language()][name];

/** Shows the page in a language. Microticks reads `<html lang>`, and so does a screen reader. */
export function setLanguage(code) {
	document.documentElement.lang = code;
	for (const element of document.querySelectorAll("[data-text]")) element.textContent = text(element.dataset.text);
	for (const button of document.querySelectorAll("[data-language]")) {
		button.setAttribute("aria-pressed", button.dataset.language === code);
	}
	document.title = text("title");
	for (const listener of listeners) listener();
}

export function onLanguage(listener) {
	listeners.push(listener);
}

import { circle } from "./attract.js";
import { createDetail } from "./detail.js";
import { letMove } from "./gestures.js";
import { watchIdle } from "./idle.js";
import { onLanguage, setLanguage, text } from "./language.js";
import { placesOnTable, sizesOnTable } from "./layout.js";
import { microticks } from "./measuring.js";
import { createMotion } from "./motion.js";
import { PICTURES } from "./pictures.js";
import { createPrint, namePrints } from "./prints.js";
import { createScreens } from "./screens.js";
import { onFiveTaps } from "./staff.js";
import { onTap } from "./taps.js";

const find = (id) => document.getElementById(id);

const table = find("prints");
const prints = PICTURES.map(createPrint);
table.append(...prints.map(({ element }) => element));

const screens = createScreens(["attract", "table", "detail"].map(find));
const detail = createDetail(PICTURES);
const bounds = () => table.getBoundingClientRect();
const motion = createMotion(prints, bounds);
const attract = circle(prints, motion, bounds);

/** The part of the table that the header and the button leave free: inside its padding, which styles.css sets. */
function room() {
	const { width, height } = bounds();
	const style = getComputedStyle(table);
	const [top, right, bottom, left] = ["top", "right", "bottom", "left"].map((side) =>
		Number.parseFloat(style.getPropertyValue(`padding-${side}`)),
	);
	return { left, top, width: width - left - right, height: height - top - bottom };
}

/** Every picture glides to its place. */
function tidy() {
	const places = placesOnTable(prints, room());
	prints.forEach((print, index) => {
		motion.glide(print, places[index]);
	});
}

function showAttract() {
	setLanguage("en");
	screens.show("attract");
	attract.start();
}

function showTable() {
	attract.stop();
	screens.show("table");
	tidy();
	prints[0].element.focus({ preventScroll: true });
}

function showDetail(print) {
	detail.show(print.picture);
	screens.show("detail");
	find("detail-title").focus({ preventScroll: true });
}

onTap(find("begin"), showTable);
onTap(find("tidy"), tidy);
onTap(find("next"), detail.next);
onTap(find("close"), () => {
	screens.show("table");
	prints.find(({ picture }) => picture.id === detail.shown)?.element.focus({ preventScroll: true });
});
for (const print of prints) letMove(print, motion, () => showDetail(print));
for (const button of document.querySelectorAll("[data-language]")) {
	onTap(button, () => setLanguage(button.dataset.language));
}
onLanguage(() => {
	namePrints(prints);
	detail.translate();
});

watchIdle(microticks, () => screens.shown !== "attract", showAttract);
onFiveTaps(find("staff"), () => {
	microticks.markTest();
	find("note").textContent = text("trial");
	setTimeout(() => {
		find("note").textContent = "";
	}, 4000);
});

function fit() {
	sizesOnTable(prints, room());
	if (screens.shown !== "attract") tidy();
}
addEventListener("resize", fit);
fit();
showAttract();

const element = document.getElementById("still-there");
const ring = document.getElementById("ring");
const label = document.getElementById("seconds");

/**
 * Asks "Still there?" before the page goes back to its start, and counts the seconds down. Any touch is an answer.
 * @param microticks says when nobody has touched for a while
 * @param isVisited whether there is anything to go back from
 * @param onIdle called when the time is over
 */
export function watchIdle(microticks, isVisited, onIdle) {
	let ticking = 0;

	function hide() {
		clearInterval(ticking);
		element.hidden = true;
	}

	microticks.on("idle-warning", ({ seconds }) => {
		if (!isVisited()) return;
		const end = performance.now() + seconds * 1000;
		const show = () => {
			const left = Math.max(0, Math.round((end - performance.now()) / 1000));
			label.textContent = left;
			ring.style.strokeDashoffset = 1 - left / seconds;
		};
		clearInterval(ticking);
		ticking = setInterval(show, 250);
		show();
		element.hidden = false;
	});
	microticks.on("idle", () => {
		hide();
		onIdle();
	});
	for (const type of ["pointerdown", "keydown", "wheel"])
		addEventListener(type, hide, { capture: true, passive: true });
}

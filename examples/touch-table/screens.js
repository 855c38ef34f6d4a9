/**
 * Shows one screen at a time. The table lies under the others and stays in sight, but cannot be reached.
 * @param elements the screens, each with its name as its id
 */
export function createScreens(elements) {
	let shown = "";
	return {
		get shown() {
			return shown;
		},
		show(name) {
			shown = name;
			document.body.dataset.screen = name;
			for (const element of elements) {
				const isTable = element.id === "table";
				element.hidden = element.id !== name && !isTable;
				element.inert = element.id !== name;
			}
		},
	};
}

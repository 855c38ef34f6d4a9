/** What stands in for the client where the page runs unmeasured: it takes every call, and does nothing. */
const nobody = {
	on: () => () => {},
	markTest: async () => {},
	track: async () => {},
};

/**
 * The client that the server's script tag has made before this page's own scripts run. Taps, screens and languages are
 * measured without a line here; the page only asks when it is idle.
 */
export const microticks = window.microticks ?? nobody;

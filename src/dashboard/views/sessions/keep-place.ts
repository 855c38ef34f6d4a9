import { useLayoutEffect } from "preact/hooks";
import { part } from "../../address.ts";

/** Where the list was left for one of its sessions. */
let left = { list: "", top: 0 };

/** The list that the address names, also where it names one of its sessions. */
function namedList(): string {
	const query = new URLSearchParams(location.search);
	query.delete("session");
	return `${query}`;
}

/**
 * Leads back to the place in the list from which one has gone to a session; a session is seen from its top.
 * @param isThere whether the list is as long as it was
 */
export function useKeptPlace(isThere: boolean): void {
	useLayoutEffect(() => {
		if (!isThere || left.list !== namedList()) return;
		scrollTo(0, left.top);
		left = { list: "", top: 0 };
	}, [isThere]);
	// As a layout effect it ends with the list, not a moment later, when the page is shorter.
	useLayoutEffect(() => {
		let top = scrollY;
		const keep = () => {
			top = scrollY;
		};
		addEventListener("scroll", keep);
		return () => {
			removeEventListener("scroll", keep);
			if (part("session") === "") return;
			left = { list: namedList(), top };
			scrollTo(0, 0);
		};
	}, []);
}

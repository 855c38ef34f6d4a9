import { useEffect, useState } from "preact/hooks";
import { getPicture, keyGiven } from "../../api.ts";

/** A screen in a viewport. */
export interface Place {
	readonly screen: string;
	readonly width: number;
	readonly height: number;
}

/**
 * The picture of a place, as a `data:` address.
 * @param version grows when there is another
 * @returns `undefined` where there is none, or it is on its way
 */
export function usePicture(place: Place | undefined, version: number): string | undefined {
	const { screen = "", width = 0, height = 0 } = place ?? {};
	const key = place === undefined ? "" : `${version} ${width}x${height} ${screen}`;
	const [loaded, setLoaded] = useState({ key: "", address: "" });
	const given = keyGiven.value;
	// The key stands for the place.
	useEffect(() => {
		if (key === "") return;
		const abort = new AbortController();
		getPicture("dashboard/picture", { screen, width: `${width}`, height: `${height}` }, abort.signal).then(
			(address) => setLoaded({ key, address }),
			// The map is all there without it: somebody may have removed it just now.
			() => undefined,
		);
		return () => abort.abort();
	}, [key, given]);
	return loaded.key === key && key !== "" ? loaded.address : undefined;
}

import { useEffect, useState } from "preact/hooks";
import { getPicture, keyGiven } from "../../api.ts";

/** A screen in a viewport, of one kiosk or of any. */
export interface Place {
	/** An id. */
	readonly consumer?: number | undefined;
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
	const { screen = "", width = 0, height = 0, consumer } = place ?? {};
	const key = place === undefined ? "" : `${version} ${consumer} ${width}x${height} ${screen}`;
	const [loaded, setLoaded] = useState({ key: "", address: "" });
	const given = keyGiven.value;
	// The key stands for the place.
	useEffect(() => {
		if (key === "") return;
		const abort = new AbortController();
		const query = { screen, width: `${width}`, height: `${height}`, consumer: `${consumer ?? ""}` };
		getPicture("dashboard/picture", query, abort.signal).then(
			(address) => setLoaded({ key, address }),
			// The map is all there without it: somebody may have removed it just now.
			() => undefined,
		);
		return () => abort.abort();
	}, [key, given]);
	return loaded.key === key && key !== "" ? loaded.address : undefined;
}

import { useState } from "react";
import { useScreen } from "./use-screen.ts";

export interface Picture {
	readonly id: string;
	readonly title: string;
	readonly address: string;
}

/** A row of pictures; the one that is touched is shown alone. Taps become events under their `data-tick` names. */
export function Gallery({ pictures }: { readonly pictures: readonly Picture[] }) {
	const [shown, setShown] = useState<Picture>();
	useScreen(shown ? `picture ${shown.id}` : "gallery");

	if (shown) {
		return (
			<figure>
				<img src={shown.address} alt={shown.title} data-tick={`picture ${shown.id}`} />
				<figcaption>{shown.title}</figcaption>
				<button type="button" data-tick="back" onClick={() => setShown(undefined)}>
					Back
				</button>
			</figure>
		);
	}
	return pictures.map((picture) => (
		<button key={picture.id} type="button" data-tick={`open ${picture.id}`} onClick={() => setShown(picture)}>
			{picture.title}
		</button>
	));
}

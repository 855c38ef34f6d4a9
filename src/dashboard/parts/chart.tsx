import { useEffect, useRef } from "preact/hooks";
import { saveAddress, saveText } from "../save.ts";
import type { ChartOption } from "./echarts.ts";

/** Colours of the page, for what is drawn by a script. */
export function colour(name: string): string {
	return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}

/**
 * A chart. Its library is loaded with the first one.
 * @param option made anew for light and dark
 */
export function Chart(props: { readonly title: string; readonly option: () => ChartOption; readonly height?: number }) {
	const { title, option, height = 260 } = props;
	const frame = useRef<HTMLDivElement>(null);
	useEffect(() => {
		const element = frame.current;
		if (element === null) return;
		let dispose = () => {};
		let gone = false;
		void import("./echarts.ts").then(({ draw }) => {
			if (!gone) dispose = draw(element, option);
		});
		return () => {
			gone = true;
			dispose();
		};
	}, [option]);
	const save = async (type: "png" | "svg") => {
		const { toPng, toSvg } = await import("./echarts.ts");
		if (type === "png") saveAddress(`${title}.png`, toPng(option()));
		else saveText(`${title}.svg`, toSvg(option()), "image/svg+xml");
	};
	return (
		<figure>
			<div class="chart" ref={frame} style={{ height: `${height}px` }} role="img" aria-label={title} />
			<div class="saves">
				<button type="button" class="save" onClick={() => save("png")} aria-label={`PNG: ${title}`}>
					PNG
				</button>
				<button type="button" class="save" onClick={() => save("svg")} aria-label={`SVG: ${title}`}>
					SVG
				</button>
			</div>
		</figure>
	);
}

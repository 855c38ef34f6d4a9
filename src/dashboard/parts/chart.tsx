import { useEffect, useRef } from "preact/hooks";
import { look } from "../look.ts";
import { saveAddress, saveText } from "../save.ts";
import type { MakeOption } from "./echarts.ts";

/** A chart, that can be saved as a picture. Its library is loaded with the first one. */
export function Chart(props: { readonly title: string; readonly option: MakeOption; readonly height?: number }) {
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
	}, [option, height]);
	const save = async (type: "png" | "svg") => {
		const { toPng, toSvg } = await import("./echarts.ts");
		const paper = look.colour("paper");
		if (type === "png") saveAddress(`${title}.png`, toPng(option, height, paper));
		else saveText(`${title}.svg`, toSvg(option, height, paper), "image/svg+xml");
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

import { useEffect, useRef } from "preact/hooks";
import type { Touches } from "../../../model/reports/answers.ts";
import { texts } from "../../language.ts";
import { paint } from "./paint.ts";
import type { Place } from "./use-picture.ts";

/** Where a screen is touched, over its picture where there is one. */
export function HeatMap(props: {
	readonly report: Touches;
	readonly place: Place;
	/** A `data:` address. */
	readonly picture: string | undefined;
}) {
	const { report, picture } = props;
	const { screen, width, height } = props.place;
	const canvas = useRef<HTMLCanvasElement>(null);
	useEffect(() => {
		const context = canvas.current?.getContext("2d");
		if (context !== null && context !== undefined) paint(context, report);
	}, [report]);
	return (
		<figure class="heat" style={{ aspectRatio: `${width} / ${height}`, "--shape": `${width / height}` }}>
			{picture !== undefined && <img src={picture} alt="" />}
			<canvas
				ref={canvas}
				width={report.columns}
				height={report.rows}
				role="img"
				aria-label={`${texts.touches}: ${screen}`}
			/>
		</figure>
	);
}

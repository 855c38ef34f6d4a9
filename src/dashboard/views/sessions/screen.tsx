import type { Session, SessionEvent } from "../../../model/reports/session-answers.ts";
import { texts } from "../../language.ts";
import { usePicture } from "../touches/use-picture.ts";
import { describeEvent } from "./describe-event.ts";
import { type Section, sectionAt } from "./sections.ts";

/** A touch whose place on the screen is known. */
interface Tap {
	readonly index: number;
	readonly event: SessionEvent;
	readonly x: number;
	readonly y: number;
	readonly width: number;
	readonly height: number;
}

/** The outline of the screen with the touches so far on what it shows; faintly those of when it was shown before. */
export function Screen(props: {
	readonly events: readonly SessionEvent[];
	readonly sections: readonly Section[];
	/** Those that there are pictures of. */
	readonly pictures: Session["pictures"];
	/** Whose screens they are. */
	readonly consumer: Session["consumer"];
	readonly at: number;
}) {
	const { events, sections, pictures, consumer, at } = props;
	const taps = events.flatMap(tapOf);
	const event = events[at];
	const now = taps.findLast(({ index }) => index <= at) ?? taps[0];
	const section = sectionAt(sections, at);
	const pictured = pictures.find(
		({ screen, width, height }) =>
			screen === (section?.screen ?? "") &&
			width === Math.round(now?.width ?? 0) &&
			height === Math.round(now?.height ?? 0),
	);
	const picture = usePicture(pictured === undefined ? undefined : { ...pictured, consumer: consumer ?? undefined }, 0);
	if (now === undefined) return <p class="nothing">{texts.noPlaces}</p>;
	const from = section?.shownBy ?? section?.events[0]?.index ?? 0;
	// Where other screens were touched says nothing about this one.
	const isHere = ({ index }: Tap) => index <= at && sectionAt(sections, index)?.screen === section?.screen;
	const shown = taps.filter(isHere);
	const here = shown.filter(({ index }) => index >= from);
	const { width, height } = now;
	// As large on a small screen as on a large one.
	const unit = Math.max(width, height) / 100;
	const placeOf = (tap: Tap) => ({ x: (tap.x / tap.width) * width, y: (tap.y / tap.height) * height });
	return (
		<figure class="screen">
			<svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={`${texts.touches}: ${section?.screen ?? ""}`}>
				<rect width={width} height={height} rx={unit} class="glass" />
				{picture !== undefined && (
					<image class="picture" href={picture} width={width} height={height} preserveAspectRatio="none" />
				)}
				<polyline
					class="way"
					stroke-width={unit * 0.3}
					points={here
						.map(placeOf)
						.map(({ x, y }) => `${x},${y}`)
						.join(" ")}
				/>
				{shown.map((tap) => {
					const { x, y } = placeOf(tap);
					const isNow = tap.index === at;
					return (
						<g key={tap.index} class={classOf(tap, from, isNow)}>
							{isNow && <circle class="ripple" cx={x} cy={y} r={unit * 5} stroke-width={unit * 0.4} />}
							<circle class="spot" cx={x} cy={y} r={unit * (isNow ? 1.8 : 1.3)} stroke-width={unit * 0.4} />
						</g>
					);
				})}
			</svg>
			<figcaption>
				{section?.screen !== null && <strong class="name">{section?.screen}</strong>}
				{event !== undefined && event.action !== "screen" && <span class="name">{describeEvent(event)}</span>}
				<span class="hint">{`${width} × ${height} px`}</span>
			</figcaption>
		</figure>
	);
}

function classOf({ index, event }: Tap, from: number, isNow: boolean): string {
	return ["tap", event.miss && "miss", event.burst && "burst", isNow && "now", index < from && "before"]
		.filter((name) => name !== false)
		.join(" ");
}

function tapOf(event: SessionEvent, index: number): Tap[] {
	const { x, y, viewport } = event;
	return x === null || y === null || viewport === null ? [] : [{ index, event, x, y, ...viewport }];
}

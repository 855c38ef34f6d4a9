import { useState } from "preact/hooks";
import { fill } from "../../../figures/texts/texts.ts";
import { post } from "../../api.ts";
import { formatNumber, texts } from "../../language.ts";
import { Question } from "../../parts/question.tsx";
import { mayChange } from "../../rights.ts";
import { kiosks, nameOfKiosk } from "../../selection.ts";
import { shrinkPicture } from "./shrink-picture.ts";
import type { Place } from "./use-picture.ts";

/** Lays a picture under the map of a place, another one, or none; for who may. */
export function PictureTools(props: {
	readonly place: Place;
	readonly hasPicture: boolean;
	readonly onChange: () => void;
}) {
	const { place, hasPicture, onChange } = props;
	const { screen, width, height, consumer } = place;
	const [told, setTold] = useState("");
	const [asking, setAsking] = useState(false);
	if (!mayChange.value) return null;
	const several = kiosks.value.length > 1 ? texts.pictureOfAll : "";
	const whose = consumer === undefined ? several : fill(texts.pictureOfOne, nameOfKiosk(consumer));
	const tell = async (path: string, body: object) => {
		try {
			await post(path, { screen, width, height, consumer, ...body });
			setTold(texts.saved);
			onChange();
		} catch (error) {
			setTold(error instanceof Error ? error.message : texts.failed);
		}
	};
	const upload = async (field: HTMLInputElement) => {
		const file = field.files?.[0];
		if (file === undefined) return;
		setTold(texts.loading);
		const picture = await shrinkPicture(file).catch(() => undefined);
		// So that the same file can be chosen again.
		field.value = "";
		if (picture === undefined) setTold(texts.noPicture);
		else await tell("dashboard/pictures", { picture });
	};
	return (
		<div class="picture-tools">
			<label class="button">
				{hasPicture ? texts.replacePicture : texts.addPicture}
				<input
					type="file"
					accept="image/*"
					class="hidden"
					onChange={({ currentTarget }) => void upload(currentTarget)}
				/>
			</label>
			{hasPicture && (
				<button type="button" onClick={() => setAsking(true)}>
					{texts.removePicture}
				</button>
			)}
			<span class="hint" role="status">
				{told === "" ? `${fill(texts.pictureHint, formatNumber(width), formatNumber(height))} ${whose}` : told}
			</span>
			{asking && (
				<Question
					text={texts.removePictureAsk}
					yes={texts.removePicture}
					onYes={() => {
						setAsking(false);
						void tell("dashboard/pictures/remove", {});
					}}
					onNo={() => setAsking(false)}
				/>
			)}
		</div>
	);
}

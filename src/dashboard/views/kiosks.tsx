import { useState } from "preact/hooks";
import { fill } from "../../figures/texts/texts.ts";
import type { Kiosks } from "../../model/reports/answers.ts";
import { post } from "../api.ts";
import { texts } from "../language.ts";
import { CopyField } from "../parts/copy-field.tsx";
import { Question } from "../parts/question.tsx";
import { SaveMenu } from "../parts/save-menu.tsx";
import { mayChange } from "../rights.ts";
import { scriptTag } from "../script-tag.ts";
import { kiosks, kiosksChanged } from "../selection.ts";
import { KioskTable, kiosksTable } from "./kiosks/kiosk-table.tsx";

type Kiosk = Kiosks["kiosks"][number];

/** What is asked about before it is done. */
interface Asked {
	readonly kiosk: Kiosk;
	readonly change: "rotate" | "revoke";
}

/** All consumers with their last sign of life; made, revoked and given new keys by who may. */
export default function KiosksView() {
	const [given, setGiven] = useState<{ readonly name: string; readonly key: string } | undefined>(undefined);
	const [problem, setProblem] = useState("");
	const [asked, setAsked] = useState<Asked | undefined>(undefined);
	const act = async (path: string, body: object, name: string) => {
		setAsked(undefined);
		try {
			const { key } = await post<{ key?: string }>(`dashboard/consumers${path}`, body);
			setGiven(key === undefined ? undefined : { name, key });
			setProblem("");
			kiosksChanged.value++;
		} catch (error) {
			setProblem(error instanceof Error ? error.message : texts.failed);
		}
	};
	const change = (kiosk: Kiosk, to: "rotate" | "revoke" | "restore") => {
		if (to === "restore") void act("/restore", { id: kiosk.id }, kiosk.name);
		else setAsked({ kiosk, change: to });
	};
	return (
		<section class="panel wide">
			<header>
				<h2>{texts.kiosks}</h2>
				<div class="tools">
					{mayChange.value && <NewKiosk onMake={(name) => act("", { name }, name)} />}
					<SaveMenu title={texts.kiosks} chart={undefined} savePicture={undefined} table={kiosksTable(kiosks.value)} />
				</div>
			</header>
			{problem !== "" && <p role="alert">{problem}</p>}
			{given !== undefined && (
				<div class="made" key={given.key}>
					<CopyField label={fill(texts.keyOf, given.name)} value={given.key} fresh />
					<CopyField label={texts.lineOfPage} value={scriptTag(given.key)} />
				</div>
			)}
			{kiosks.value.length === 0 ? (
				<p class="nothing">{texts.noKiosks}</p>
			) : (
				<KioskTable kiosks={kiosks.value} {...(mayChange.value ? { onChange: change } : {})} />
			)}
			{asked !== undefined && (
				<Question
					text={fill(asked.change === "rotate" ? texts.rotateAsk : texts.revokeAsk, asked.kiosk.name)}
					yes={texts[asked.change]}
					onYes={() => act(`/${asked.change}`, { id: asked.kiosk.id }, asked.kiosk.name)}
					onNo={() => setAsked(undefined)}
				/>
			)}
		</section>
	);
}

function NewKiosk({ onMake }: { readonly onMake: (name: string) => void }) {
	return (
		<form
			class="tools"
			onSubmit={(event) => {
				event.preventDefault();
				const name = `${new FormData(event.currentTarget).get("name") ?? ""}`;
				event.currentTarget.reset();
				onMake(name);
			}}
		>
			<input name="name" required maxLength={200} aria-label={texts.name} placeholder={texts.name} />
			<button type="submit">{texts.add}</button>
		</form>
	);
}

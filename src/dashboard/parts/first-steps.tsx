import { useState } from "preact/hooks";
import { fill } from "../../figures/texts/texts.ts";
import type { Kiosks } from "../../model/reports/answers.ts";
import { post } from "../api.ts";
import { texts } from "../language.ts";
import { mayChange } from "../rights.ts";
import { scriptTag } from "../script-tag.ts";
import { kiosks, kiosksChanged } from "../selection.ts";
import { CopyField } from "./copy-field.tsx";
import { Question } from "./question.tsx";

type Kiosk = Kiosks["kiosks"][number];

/** Leads a new installation to its first event; the page turns to its figures by itself when that has come. */
export function FirstSteps() {
	const [given, setGiven] = useState<{ readonly name: string; readonly key: string } | undefined>(undefined);
	const [problem, setProblem] = useState("");
	const [asked, setAsked] = useState<Kiosk | undefined>(undefined);
	const act = async (path: string, body: object, name: string) => {
		setAsked(undefined);
		try {
			setGiven({ name, key: (await post<{ key: string }>(`dashboard/consumers${path}`, body)).key });
			setProblem("");
			kiosksChanged.value++;
		} catch (error) {
			setProblem(error instanceof Error ? error.message : texts.failed);
		}
	};
	const others = kiosks.value.filter(({ name, revoked_at }) => revoked_at === null && name !== given?.name);
	return (
		<section class="first">
			<h2>{kiosks.value.length === 0 && given === undefined ? texts.noKiosks : texts.waiting}</h2>
			<ol>
				<li>
					{texts.firstStep1}
					{mayChange.value && <NameForm onMake={(name) => void act("", { name }, name)} />}
					{others.map((kiosk) => (
						<p key={kiosk.id} class="there">
							<span class="hint">{fill(texts.keyNotKnown, kiosk.name)}</span>
							{mayChange.value && (
								<button type="button" onClick={() => setAsked(kiosk)} aria-label={`${texts.rotate}: ${kiosk.name}`}>
									{texts.rotate}
								</button>
							)}
						</p>
					))}
					{problem !== "" && (
						<p class="wrong" role="alert">
							{problem}
						</p>
					)}
				</li>
				<li>
					{given === undefined ? (
						<>
							{texts.firstStep2} <span class="hint">{texts.noLineYet}</span>
						</>
					) : (
						<CopyField label={texts.firstStep2} value={scriptTag(given.key)} key={given.key} fresh />
					)}
				</li>
				<li>{texts.firstStep3}</li>
			</ol>
			<p class="pulse" role="status">
				{texts.waiting}
			</p>
			{asked !== undefined && (
				<Question
					text={fill(texts.rotateAsk, asked.name)}
					yes={texts.rotate}
					onYes={() => void act("/rotate", { id: asked.id }, asked.name)}
					onNo={() => setAsked(undefined)}
				/>
			)}
		</section>
	);
}

function NameForm({ onMake }: { readonly onMake: (name: string) => void }) {
	return (
		<form
			class="row"
			onSubmit={(event) => {
				event.preventDefault();
				onMake(`${new FormData(event.currentTarget).get("name") ?? ""}`);
				event.currentTarget.reset();
			}}
		>
			<input name="name" required maxLength={200} aria-label={texts.name} placeholder={texts.name} />
			<button type="submit">{texts.add}</button>
		</form>
	);
}

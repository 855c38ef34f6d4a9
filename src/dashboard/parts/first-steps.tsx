import { useState } from "preact/hooks";
import { post } from "../api.ts";
import { texts } from "../language.ts";
import { scriptTag } from "../script-tag.ts";
import { kiosks } from "../selection.ts";
import { CopyField } from "./copy-field.tsx";

/** Leads a new installation to its first event; the page turns to its figures by itself when that has come. */
export function FirstSteps() {
	const [key, setKey] = useState("…");
	const [problem, setProblem] = useState("");
	const make = async (name: string) => {
		try {
			setKey((await post<{ key: string }>("dashboard/consumers", { name })).key);
			setProblem("");
		} catch (error) {
			setProblem(error instanceof Error ? error.message : texts.failed);
		}
	};
	return (
		<section class="first">
			<h2>{kiosks.value.length === 0 && key === "…" ? texts.noKiosks : texts.waiting}</h2>
			<ol>
				<li>
					{texts.firstStep1}
					<form
						class="row"
						onSubmit={(event) => {
							event.preventDefault();
							void make(`${new FormData(event.currentTarget).get("name") ?? ""}`);
						}}
					>
						<input name="name" required maxLength={200} aria-label={texts.name} placeholder={texts.name} />
						<button type="submit">{texts.add}</button>
					</form>
					{problem !== "" && <p role="alert">{problem}</p>}
				</li>
				<li>
					<CopyField label={texts.firstStep2} value={scriptTag(key)} key={key} />
				</li>
				<li>{texts.firstStep3}</li>
			</ol>
			<p class="pulse" role="status">
				{texts.waiting}
			</p>
		</section>
	);
}

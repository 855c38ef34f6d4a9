import { useState } from "preact/hooks";
import { getFile } from "../api.ts";
import { language, texts } from "../language.ts";
import { comparisonQuery } from "../range.ts";
import { saveText } from "../save.ts";
import { chosenZone, selectionQuery } from "../selection.ts";

/** Saves what the address selects as one page, to print or to send. */
export function ReportButton() {
	const [working, setWorking] = useState(false);
	const [problem, setProblem] = useState("");
	const save = async () => {
		setWorking(true);
		setProblem("");
		try {
			// A language with its region, which is all that the server takes of a tag.
			const [lang = ""] = /^[a-z]{2}(-[A-Z]{2}\b)?/.exec(language) ?? [];
			const query = { ...selectionQuery(), compare: comparisonQuery(chosenZone()), lang };
			const { name, text } = await getFile("reports/page", query);
			saveText(name, text, "text/html");
		} catch (error) {
			setProblem(error instanceof Error ? error.message : texts.failed);
		} finally {
			setWorking(false);
		}
	};
	return (
		<>
			<button type="button" onClick={save} disabled={working} aria-busy={working}>
				{working ? texts.reportWorking : texts.report}
			</button>
			{problem !== "" && (
				<span class="hint" role="alert">
					{problem}
				</span>
			)}
		</>
	);
}

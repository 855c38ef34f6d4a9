import type { SessionFigures } from "../../../model/reports/session-answers.ts";
import { texts } from "../../language.ts";

/** What is special about a session. */
export function Badges({
	open,
	test,
	faulty,
	corrected,
}: Pick<SessionFigures, "open" | "test" | "faulty" | "corrected">) {
	return (
		<>
			{open && <span class="badge good">{texts.endingOpen}</span>}
			{test && <span class="badge">{texts.trial}</span>}
			{faulty && <span class="badge bad">{texts.faultyScreen}</span>}
			{corrected && <span class="badge">{texts.clockCorrected}</span>}
		</>
	);
}

import { fill } from "../../../figures/texts/texts.ts";
import { formatNumber, texts } from "../../language.ts";
import { StepLink } from "../../parts/step-link.tsx";
import { PAGE_SESSIONS } from "./list-order.ts";

/** Which page of the list it is, and the ways to those beside it. */
export function Pages({
	count,
	offset,
	shown,
}: {
	readonly count: number;
	readonly offset: number;
	readonly shown: number;
}) {
	if (count <= PAGE_SESSIONS && offset === 0) return null;
	const before = Math.max(0, offset - PAGE_SESSIONS);
	const behind = offset + PAGE_SESSIONS;
	return (
		<div role="navigation" class="pages" aria-label={texts.pages}>
			<StepLink text={texts.previousPage} sign="←" to={offset > 0 ? pageAt(before) : undefined} />
			<span>{fill(texts.pageOf, formatNumber(offset + 1), formatNumber(offset + shown), formatNumber(count))}</span>
			<StepLink text={texts.nextPage} sign="→" to={behind < count ? pageAt(behind) : undefined} />
		</div>
	);
}

function pageAt(offset: number): { offset: string } {
	return { offset: offset === 0 ? "" : `${offset}` };
}

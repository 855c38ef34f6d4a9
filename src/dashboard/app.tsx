import { lazy, Suspense } from "preact/compat";
import { useEffect, useState } from "preact/hooks";
import type { Kiosks } from "../model/reports/answers.ts";
import type { OwnerSettings } from "../model/reports/settings.ts";
import { part, type View } from "./address.ts";
import { isShared, keyNeeded, unreachable } from "./api.ts";
import { texts } from "./language.ts";
import { Boundary } from "./parts/boundary.tsx";
import { Filters } from "./parts/filters.tsx";
import { FirstSteps } from "./parts/first-steps.tsx";
import { KeyDialog } from "./parts/key-dialog.tsx";
import { LinkEnded } from "./parts/link-ended.tsx";
import { Navigation } from "./parts/navigation.tsx";
import { Problem } from "./parts/problem.tsx";
import { shownView, tellRights } from "./rights.ts";
import { chosenZone, kiosks, kiosksChanged, settings } from "./selection.ts";
import { useRequest } from "./use-request.ts";
import { Overview } from "./views/overview.tsx";

/** Views that are loaded when they are opened. */
const LATER = {
	live: lazy(() => import("./views/live.tsx")),
	elements: lazy(() => import("./views/elements.tsx")),
	touches: lazy(() => import("./views/touches.tsx")),
	journeys: lazy(() => import("./views/journeys.tsx")),
	sessions: lazy(() => import("./views/sessions.tsx")),
	kiosks: lazy(() => import("./views/kiosks.tsx")),
	settings: lazy(() => import("./views/settings.tsx")),
} as const;

/** Views whose sessions can be chosen by range and kiosk. */
const FILTERED: ReadonlySet<View> = new Set(["overview", "elements", "touches", "journeys", "sessions"]);

/** Milliseconds between two looks at the kiosks. */
const KIOSKS_MS = 15_000;

/** Milliseconds between two looks for the very first touch. */
const FIRST_TOUCH_MS = 1000;

/** The whole page. */
export function App() {
	const [silent, setSilent] = useState(false);
	const all = useRequest<{ report: Kiosks }>(
		"reports/kiosks",
		{ zone: chosenZone() },
		silent ? FIRST_TOUCH_MS : KIOSKS_MS,
	);
	const changed = kiosksChanged.value;
	useEffect(() => {
		if (changed > 0) all.retry();
	}, [changed]);
	const owner = useRequest<{ settings: OwnerSettings; may_change: boolean }>("dashboard/settings", {});
	useEffect(() => {
		if (all.answer === undefined) return;
		kiosks.value = all.answer.report.kiosks;
		setSilent(isSilent(all.answer.report));
	}, [all.answer]);
	useEffect(() => {
		if (owner.answer === undefined) return;
		settings.value = owner.answer.settings;
		tellRights(owner.answer.may_change);
	}, [owner.answer]);
	const chosen = shownView.value;
	useEffect(() => {
		document.title = `${texts[chosen]} · Microticks`;
	}, [chosen]);
	if (keyNeeded.value !== "no") return isShared ? <LinkEnded /> : <KeyDialog wrong={keyNeeded.value === "wrong"} />;
	// Not before it is known whether there is anything to see: else the overview would ask for it all in vain.
	const isKnown = chosen !== "overview" || all.answer !== undefined || all.error !== undefined;
	const isNew = chosen === "overview" && all.answer !== undefined && isSilent(all.answer.report);
	const isSet = settings.value !== undefined;
	const failed = [all, owner].filter(({ answer, error }) => answer === undefined && error !== undefined);
	const retry = () => {
		for (const each of failed) each.retry();
	};
	const isFiltered = FILTERED.has(chosen) && !(chosen === "sessions" && part("session") !== "");
	return (
		<>
			<button type="button" class="skip" onClick={skipToContent}>
				{texts.skip}
			</button>
			<Navigation />
			<main id="main" tabIndex={-1}>
				<h1 class="hidden">{texts[chosen]}</h1>
				{unreachable.value && (
					<p class="problem" role="alert">
						{texts.unreachable}
					</p>
				)}
				{failed[0]?.error !== undefined && <Problem what={texts.failed} error={failed[0].error} retry={retry} />}
				{/* In which days and hours to count, the settings say: figures of others would be wrong. */}
				{isSet && isKnown && (
					<Boundary key={chosen}>
						{isFiltered && !isNew && <Filters comparing={chosen === "overview"} />}
						{isNew ? <FirstSteps /> : <Chosen view={chosen} />}
					</Boundary>
				)}
			</main>
		</>
	);
}

/** Whether nothing was ever touched. Whoever comes by a link has nothing to set up. */
function isSilent({ kiosks: all }: Kiosks): boolean {
	return !isShared && all.every(({ last_event_at }) => last_event_at === null);
}

/** By no link to it: behind the `#` stands a shared link's secret. */
function skipToContent(): void {
	document.querySelector<HTMLElement>("#main")?.focus();
}

function Chosen({ view }: { readonly view: View }) {
	if (view === "overview") return <Overview />;
	const Later = LATER[view];
	return (
		<Suspense fallback={<p class="skeleton">{texts.loading}</p>}>
			<Later />
		</Suspense>
	);
}

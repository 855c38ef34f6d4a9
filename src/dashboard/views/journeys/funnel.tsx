import { useState } from "preact/hooks";
import { type Bar, barsHeight, barsOption } from "../../../figures/charts/bars.ts";
import { cell } from "../../../figures/tables/table-data.ts";
import type { Elements, Funnel } from "../../../model/reports/answers.ts";
import { go, part } from "../../address.ts";
import { formatNumber, formatSeconds, formatShare, texts } from "../../language.ts";
import { look } from "../../look.ts";
import { Panel } from "../../parts/panel.tsx";
import { useReport } from "../../selection.ts";

const KINDS = ["target", "screen", "action"] as const;

interface Step {
	readonly kind: (typeof KINDS)[number];
	readonly name: string;
}

/** Steps that a funnel has at least, and at most. */
const STEPS = { least: 2, most: 10 } as const;

/** A funnel over steps that are picked here; they are in the address. */
export function FunnelBuilder() {
	const steps = stepsOfAddress();
	const setSteps = (next: readonly Step[]) => go({ steps: next.length === 0 ? "" : JSON.stringify(next) });
	return (
		<>
			<section class="panel wide">
				<header>
					<h2>{texts.funnel}</h2>
					<p class="hint">{texts.funnelHint}</p>
				</header>
				<ol class="steps">
					{steps.map(({ kind, name }, index) => (
						// A step may be there twice, and its place is what it is.
						<li key={index}>
							<span class="hint">{texts[kind]}</span> {name}{" "}
							<button
								type="button"
								class="plain"
								onClick={() => setSteps(steps.filter((_, at) => at !== index))}
								aria-label={`${texts.remove}: ${name}`}
							>
								×
							</button>
						</li>
					))}
				</ol>
				{steps.length < STEPS.most && <StepForm onAdd={(step) => setSteps([...steps, step])} />}
			</section>
			{steps.length >= STEPS.least && <FunnelPanel steps={steps} />}
		</>
	);
}

function StepForm({ onAdd }: { readonly onAdd: (step: Step) => void }) {
	const [kind, setKind] = useState<Step["kind"]>("target");
	const names = useReport<Elements>("elements", { query: { kind } }).answer?.report.elements ?? [];
	return (
		<form
			class="row"
			onSubmit={(event) => {
				event.preventDefault();
				const name = `${new FormData(event.currentTarget).get("step") ?? ""}`;
				event.currentTarget.reset();
				if (name !== "") onAdd({ kind, name });
			}}
		>
			<select
				aria-label={texts.kind}
				value={kind}
				onChange={({ currentTarget: { value } }) => setKind(KINDS.find((each) => each === value) ?? "target")}
			>
				{KINDS.map((each) => (
					<option key={each} value={each}>
						{texts[each]}
					</option>
				))}
			</select>
			<input name="step" list="step-names" required maxLength={500} aria-label={texts.name} placeholder={texts.name} />
			<datalist id="step-names">
				{names.map(({ name }) => (
					<option key={name} value={name} />
				))}
			</datalist>
			<button type="submit">{texts.addStep}</button>
		</form>
	);
}

function FunnelPanel({ steps }: { readonly steps: readonly Step[] }) {
	return (
		<Panel
			title={texts.funnelResult}
			request={useReport<Funnel>("funnel", { query: { steps: JSON.stringify(steps) } })}
			wide
			withTable
		>
			{({ report }) => {
				const bars = barsOf(report);
				const shareOf = (sessions: number) => (report.sessions === 0 ? null : sessions / report.sessions);
				return {
					chart: { option: () => barsOption(texts.sessions, bars, look), height: barsHeight(bars.length) },
					table: {
						columns: [texts.name, texts.sessions, texts.rate, texts.ofStepBefore, texts.medianTime],
						rows: report.steps.map(({ name, sessions, median_seconds: median }, index) => {
							const before = index === 0 ? report.sessions : (report.steps[index - 1]?.sessions ?? 0);
							return [
								{ text: `${index + 1}. ${name}`, value: name },
								cell(sessions, formatNumber),
								cell(shareOf(sessions), formatShare),
								cell(before === 0 ? null : sessions / before, formatShare),
								cell(median, formatSeconds),
							];
						}),
					},
				};
			}}
		</Panel>
	);
}

/** Each step as a bar below all sessions. */
function barsOf({ sessions: all, steps }: Funnel): Bar[] {
	const text = (sessions: number) => `${formatNumber(sessions)} · ${formatShare(all === 0 ? null : sessions / all)}`;
	return [
		{ name: texts.allSessions, value: all, text: formatNumber(all) },
		...steps.map(({ name, sessions }, index) => ({
			name: `${index + 1}. ${name}`,
			value: sessions,
			text: text(sessions),
		})),
	];
}

/** What an address says may be anybody's words. */
function stepsOfAddress(): Step[] {
	let steps: unknown;
	try {
		steps = JSON.parse(part("steps") || "[]");
	} catch {
		return [];
	}
	if (!Array.isArray(steps)) return [];
	return steps.filter(isStep).slice(0, STEPS.most);
}

function isStep(step: unknown): step is Step {
	if (typeof step !== "object" || step === null) return false;
	const { kind, name } = step as Record<string, unknown>;
	return KINDS.some((each) => each === kind) && typeof name === "string" && name !== "";
}

import { useCallback } from "preact/hooks";
import { flowsOption } from "../../figures/charts/flows.ts";
import type { Elements, Funnel, Paths } from "../../model/reports/answers.ts";
import { follow, go, part } from "../address.ts";
import { formatNumber, formatSeconds, formatShare, texts } from "../language.ts";
import { look } from "../look.ts";
import { Chart } from "../parts/chart.tsx";
import { Panel } from "../parts/panel.tsx";
import { useReport } from "../selection.ts";

const KINDS = ["target", "screen"] as const;

/** How visitors go from one thing to the next. */
export default function JourneysView() {
	const kind = KINDS.find((name) => name === part("kind")) ?? "target";
	return (
		<div class="panels">
			<PathsPanel kind={kind} />
			<FunnelBuilder kind={kind} />
		</div>
	);
}

function PathsPanel({ kind }: { readonly kind: "target" | "screen" }) {
	return (
		<Panel
			title={texts.paths}
			request={useReport<Paths>("paths", { query: { kind } })}
			wide
			tools={
				<div class="tabs" role="group" aria-label={texts.kind}>
					{KINDS.map((name) => (
						<a
							key={name}
							{...follow({ kind: name === "target" ? "" : name, steps: "" })}
							aria-current={name === kind ? "true" : undefined}
						>
							{texts[name]}
						</a>
					))}
				</div>
			}
		>
			{({ report }) =>
				report.transitions.length === 0
					? undefined
					: {
							picture: <Flows report={report} />,
							table: {
								columns: [texts.from, texts.to, texts.count],
								rows: report.transitions.map(({ from, to, transitions }) => [
									{ text: from ?? texts.start, value: from },
									{ text: to ?? texts.end, value: to },
									{ text: formatNumber(transitions), value: transitions },
								]),
							},
						}
			}
		</Panel>
	);
}

function Flows({ report }: { readonly report: Paths }) {
	const option = useCallback(() => flowsOption(report, look), [report]);
	return <Chart title={texts.paths} option={option} height={480} />;
}

interface Step {
	readonly kind: "target" | "screen" | "action";
	readonly name: string;
}

function stepsOfAddress(): Step[] {
	try {
		const steps: unknown = JSON.parse(part("steps") || "[]");
		return Array.isArray(steps) ? (steps as Step[]) : [];
	} catch {
		return [];
	}
}

function FunnelBuilder({ kind }: { readonly kind: "target" | "screen" }) {
	const steps = stepsOfAddress();
	const names = useReport<Elements>("elements", { query: { kind } }).answer?.report.elements ?? [];
	const setSteps = (next: readonly Step[]) => go({ steps: next.length === 0 ? "" : JSON.stringify(next) });
	return (
		<section class="panel wide">
			<header>
				<h2>{texts.funnel}</h2>
				<p class="hint">{texts.funnelHint}</p>
				<div class="tools">
					<label>
						<span class="hidden">{texts.addStep}</span>
						<select
							value=""
							onChange={({ currentTarget: { value } }) => value !== "" && setSteps([...steps, { kind, name: value }])}
							disabled={steps.length >= 10}
						>
							<option value="">{texts.addStep}…</option>
							{names.map(({ name }) => (
								<option key={name} value={name}>
									{name}
								</option>
							))}
						</select>
					</label>
				</div>
			</header>
			<ol class="steps">
				{steps.map(({ name }, index) => (
					// A step may be there twice, and its place is what it is.
					<li key={index}>
						{name}{" "}
						<button
							type="button"
							onClick={() => setSteps(steps.filter((_, at) => at !== index))}
							aria-label={`${texts.remove}: ${name}`}
						>
							×
						</button>
					</li>
				))}
			</ol>
			{steps.length >= 2 && <FunnelPanel steps={steps} />}
		</section>
	);
}

function FunnelPanel({ steps }: { readonly steps: readonly Step[] }) {
	return (
		<Panel title={texts.sessions} request={useReport<Funnel>("funnel", { query: { steps: JSON.stringify(steps) } })}>
			{({ report }) => ({
				table: {
					columns: [texts.name, texts.sessions, texts.rate, texts.medianTime],
					rows: report.steps.map(({ name, sessions, median_seconds: median }) => {
						const share = report.sessions === 0 ? null : sessions / report.sessions;
						return [
							{ text: name, value: name, bar: share ?? 0 },
							{ text: formatNumber(sessions), value: sessions },
							{ text: formatShare(share), value: share },
							{ text: formatSeconds(median), value: median },
						];
					}),
				},
			})}
		</Panel>
	);
}

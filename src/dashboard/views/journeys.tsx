import { useCallback } from "preact/hooks";
import type { Elements, Funnel, Paths } from "../../model/reports/answers.ts";
import { follow, go, part } from "../address.ts";
import { formatNumber, formatSeconds, formatShare } from "../format.ts";
import { Chart, colour } from "../parts/chart.tsx";
import { Panel } from "../parts/panel.tsx";
import { useReport } from "../selection.ts";
import { texts } from "../texts/texts.ts";

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

/** Transitions that are drawn; the table has the rest. */
const DRAWN = 25;

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

/** A Sankey diagram has no circles: where one goes comes on the right, and from where it goes on, on the left. */
function Flows({ report }: { readonly report: Paths }) {
	const option = useCallback(() => {
		const drawn = report.transitions.slice(0, DRAWN);
		const left = new Set(drawn.map(({ from }) => from ?? texts.start));
		const right = new Set(drawn.map(({ to }) => to ?? texts.end));
		const node = (side: "l" | "r", name: string) => ({
			name: `${side} ${name}`,
			itemStyle: { color: colour(side === "l" ? "accent" : "second") },
			label: {
				position: side === "l" ? ("right" as const) : ("left" as const),
				formatter: short(name),
				color: colour("ink"),
			},
		});
		return {
			textStyle: { fontFamily: "system-ui, sans-serif" },
			tooltip: { trigger: "item" as const, renderMode: "richText" as const },
			series: [
				{
					type: "sankey" as const,
					left: 8,
					right: 8,
					top: 8,
					bottom: 8,
					nodeGap: 10,
					emphasis: { focus: "adjacency" as const },
					lineStyle: { color: "source" as const, opacity: 0.25 },
					data: [...[...left].map((name) => node("l", name)), ...[...right].map((name) => node("r", name))],
					links: drawn.map(({ from, to, transitions }) => ({
						source: `l ${from ?? texts.start}`,
						target: `r ${to ?? texts.end}`,
						value: transitions,
					})),
				},
			],
		};
	}, [report]);
	return <Chart title={texts.paths} option={option} height={480} />;
}

function short(name: string): string {
	return name.length > 32 ? `${name.slice(0, 31)}…` : name;
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

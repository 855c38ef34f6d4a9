import { useCallback } from "preact/hooks";
import type { Dwell } from "../../../model/reports/answers.ts";
import { formatNumber, formatSeconds, formatShare } from "../../format.ts";
import { Chart, colour } from "../../parts/chart.tsx";
import { Panel } from "../../parts/panel.tsx";
import { useReport } from "../../selection.ts";
import { texts } from "../../texts/texts.ts";

/** How long sessions are: how many of each length, what share still goes on, and how they end. */
export function DwellPanel() {
	return (
		<Panel title={texts.dwell} request={useReport<Dwell>("dwell")}>
			{({ report }) => {
				const all = report.bins.reduce((sum, { sessions }) => sum + sessions, 0);
				if (all === 0) return undefined;
				return {
					picture: <Lengths report={report} />,
					table: {
						columns: [texts.duration, texts.sessions, texts.survival],
						rows: report.bins.map((bin) => {
							const share = survivalAt(report, bin.from_seconds);
							return [
								{ text: binName(bin), value: bin.from_seconds, bar: bin.sessions / all },
								{ text: formatNumber(bin.sessions), value: bin.sessions },
								{ text: formatShare(share), value: share },
							];
						}),
					},
					note: (
						<p class="hint">
							{texts.endings}:{" "}
							{report.endings.map(({ reason, sessions }) => `${reason} ${formatShare(sessions / all)}`).join(", ")}
						</p>
					),
				};
			}}
		</Panel>
	);
}

type Bin = Dwell["bins"][number];

function binName({ from_seconds: from, to_seconds: to }: Bin): string {
	return to === null ? `≥ ${formatSeconds(from)}` : `${formatSeconds(from)} – ${formatSeconds(to)}`;
}

function survivalAt({ survival }: Dwell, seconds: number): number {
	return survival.findLast((point) => point.seconds <= seconds)?.share ?? 0;
}

function Lengths({ report }: { readonly report: Dwell }) {
	const option = useCallback(() => {
		const value = { type: "value" as const, axisLabel: { color: colour("faint") } };
		return {
			textStyle: { fontFamily: "system-ui, sans-serif", color: colour("ink") },
			grid: { left: 48, right: 48, top: 24, bottom: 44 },
			tooltip: { trigger: "axis" as const, renderMode: "richText" as const },
			xAxis: {
				type: "category" as const,
				data: report.bins.map((bin) => (bin.to_seconds === null ? "≥ " : "") + formatSeconds(bin.from_seconds)),
				axisLabel: { color: colour("faint"), hideOverlap: true, rotate: 30 },
			},
			yAxis: [
				{ ...value, minInterval: 1, splitLine: { lineStyle: { color: colour("line") } } },
				{
					...value,
					min: 0,
					max: 1,
					splitLine: { show: false },
					axisLabel: { color: colour("faint"), formatter: (share: number) => formatShare(share) },
				},
			],
			series: [
				{
					type: "bar" as const,
					name: texts.sessions,
					data: report.bins.map(({ sessions }) => sessions),
					itemStyle: { color: colour("accent"), borderRadius: [3, 3, 0, 0] },
				},
				{
					type: "line" as const,
					name: texts.survival,
					yAxisIndex: 1,
					data: report.bins.map(({ from_seconds: from }) => survivalAt(report, from)),
					itemStyle: { color: colour("second") },
					lineStyle: { color: colour("second"), width: 2 },
					tooltip: { valueFormatter: (share: unknown) => formatShare(Number(share)) },
				},
			],
		};
	}, [report]);
	return (
		<>
			<p class="legend">
				<span class="key accent">{texts.sessions}</span>
				<span class="key second">{texts.survival}</span>
			</p>
			<Chart title={texts.dwell} option={option} />
		</>
	);
}

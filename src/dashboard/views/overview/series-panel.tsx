import { useCallback } from "preact/hooks";
import type { Series } from "../../../model/reports/answers.ts";
import { formatNumber, formatStep } from "../../format.ts";
import { Chart, colour } from "../../parts/chart.tsx";
import { Panel } from "../../parts/panel.tsx";
import { type ReportAnswer, settings, useReport } from "../../selection.ts";
import { texts } from "../../texts/texts.ts";

/** Sessions and events over time. */
export function SeriesPanel() {
	return (
		<Panel title={texts.overTime} request={useReport<Series>("series")} wide>
			{(answer) => {
				const { report, selection } = answer;
				return {
					picture: <Curve {...answer} />,
					table: {
						columns: [texts.time, texts.sessions, texts.events],
						rows: report.starts.map((start, index) => [
							{ text: formatStep(start, selection.zone, report.grain), value: start },
							{ text: formatNumber(report.sessions[index] ?? 0), value: report.sessions[index] ?? 0 },
							{ text: formatNumber(report.events[index] ?? 0), value: report.events[index] ?? 0 },
						]),
					},
				};
			}}
		</Panel>
	);
}

function Curve({ report, selection }: ReportAnswer<Series>) {
	const option = useCallback(() => {
		const { starts, grain } = report;
		const names = starts.map((start) => formatStep(start, selection.zone, grain));
		const stepOf = (instant: string) =>
			Math.max(
				0,
				starts.findLastIndex((start) => start <= instant),
			);
		const notes = (settings.value?.notes ?? [])
			.filter(({ date }) => `${date}T12` >= selection.from && `${date}T12` < selection.to)
			.map(({ date, text }) => ({ xAxis: stepOf(`${date}T12`), label: { formatter: text } }));
		const shade = (name: string, spans: readonly { from: string; to: string }[]) =>
			spans.map(({ from, to }, index): [object, object] => [
				{ xAxis: stepOf(from), ...(index === 0 ? { name } : {}) },
				{ xAxis: stepOf(to) },
			]);
		const line = (name: string, data: readonly number[], ink: string, axis: number) => ({
			type: "line" as const,
			name,
			data: [...data],
			yAxisIndex: axis,
			showSymbol: data.length < 2,
			lineStyle: { color: colour(ink), width: 2 },
			itemStyle: { color: colour(ink) },
		});
		const axis = { type: "value" as const, minInterval: 1, axisLabel: { color: colour("faint") } };
		return {
			textStyle: { fontFamily: "system-ui, sans-serif", color: colour("ink") },
			grid: { left: 48, right: 56, top: 24, bottom: 28 },
			tooltip: { trigger: "axis" as const, renderMode: "richText" as const },
			xAxis: { type: "category" as const, data: names, axisLabel: { color: colour("faint"), hideOverlap: true } },
			yAxis: [
				{ ...axis, splitLine: { lineStyle: { color: colour("line") } } },
				{ ...axis, splitLine: { show: false } },
			],
			series: [
				{
					...line(texts.sessions, report.sessions, "accent", 0),
					areaStyle: { color: colour("accent"), opacity: 0.12 },
					markLine: {
						symbol: "none",
						lineStyle: { color: colour("faint") },
						label: { color: colour("ink"), position: "insideEndTop" as const },
						data: notes,
					},
					markArea: {
						itemStyle: { color: colour("shade") },
						label: { color: colour("faint"), position: "insideTop" as const },
						data: [...shade(texts.noSignal, report.silences), ...shade(texts.excluded, selection.excluded)],
					},
				},
				line(texts.events, report.events, "second", 1),
			],
		};
	}, [report, selection, settings.value]);
	return (
		<>
			<p class="legend">
				<span class="key accent">{texts.sessions}</span>
				<span class="key second">{texts.events}</span>
				{report.silences.length > 0 && <span class="key shade">{texts.noSignal}</span>}
			</p>
			<Chart title={texts.overTime} option={option} />
		</>
	);
}

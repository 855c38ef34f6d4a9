import type { ClientFigures } from "./measure-client.ts";
import { AIMED_CONNECTIONS, EVENTS_PER_LIVE_SESSION, LIVE_SESSIONS } from "./plan.ts";
import type { Machine } from "./processes.ts";
import { type Aim, clientAimsOf, type Findings, percent, type Rate } from "./results.ts";
import { table } from "./text-table.ts";

/** The findings as tables for a terminal. */
export function formatResults(findings: Findings, rates: readonly Rate[], aims: readonly Aim[]): string {
	const { machine, plan, memory, startUps, storageUs } = findings;
	const events = (plan.sessions * plan.eventsPerSession).toLocaleString("en");
	return [
		[
			formatMachine(machine),
			`Each measured ${plan.rounds} times for ${plan.seconds} s, by turns; full file: ${events} events in ${plan.sessions.toLocaleString("en")} sessions; load on ${LIVE_SESSIONS} sessions at a time, ${EVENTS_PER_LIVE_SESSION} events each`,
			"Log to /dev/null. Rates, p50 and p99 are medians over the rounds, ratios medians of the rounds' ratios.",
		].join("\n"),
		table(
			["connections", "file", "", "events/s", "p50 ms", "p99 ms", "of bare", "of single", "of empty"],
			rates.map((rate) => [
				`${rate.connections}`,
				rate.file,
				`${rate.contender}${rate.withIds ? "" : ", no ids"}`,
				Math.round(rate.perSecond).toLocaleString("en"),
				rate.p50Ms.toFixed(2),
				rate.p99Ms.toFixed(2),
				rate.ofCeiling === undefined ? "" : percent(rate.ofCeiling),
				rate.timesSingle === undefined ? "" : `${rate.timesSingle.toFixed(1)} x`,
				rate.ofEmpty === undefined ? "" : percent(rate.ofEmpty),
			]),
		),
		table(
			["memory", "file", "at rest, MB", "after load, MB"],
			memory.map(({ contender, file, atRest, afterLoad }) => [
				contender,
				file,
				atRest.toFixed(1),
				afterLoad.toFixed(1),
			]),
		),
		table(
			["start to first answer", "least, ms", "median, ms"],
			startUps.map((startUp) => [`${startUp.database} file`, startUp.least.toFixed(1), startUp.median.toFixed(1)]),
		),
		table(
			["storing alone, without HTTP", "µs an event"],
			Object.entries(storageUs).map(([file, us]) => [`${file} file`, us.toFixed(1)]),
		),
		formatClient(findings.client),
		table(
			[`aim, at ${AIMED_CONNECTIONS} connections`, "found", "met"],
			aims.map(({ aim, found, met }) => [aim, found, met ? "yes" : "NO"]),
		),
	].join("\n\n");
}

/** Where figures were taken, in a line. */
export function formatMachine({ cores, processor, kernel, bun, inMemory, syncMs }: Machine): string {
	const sync = inMemory ? "in memory, where a sync costs nothing: set TMPDIR" : `${syncMs.toFixed(2)} ms`;
	return `${cores} cores (${processor}), Linux ${kernel}, Bun ${bun}; a sync of 4 KiB: ${sync}`;
}

/** What the browser client costs, as tables for a terminal. */
export function formatClient(client: ClientFigures): string {
	const { sizes, taps, drain } = client;
	return [
		table(
			["the client's script", "bytes", "gzipped"],
			sizes.map(({ name, bytes, gzipped }) => [name, `${bytes}`, `${gzipped}`]),
		),
		table(
			["a tap, main thread", "median, ms", "p95, ms"],
			taps.map(({ elements, medianMs, p95Ms }) => [
				`page of ${elements} buttons`,
				medianMs.toFixed(3),
				p95Ms.toFixed(3),
			]),
		),
		table(
			["queued events", "seconds to drain", "events/s", "of plain fetch"],
			[
				[
					`${drain.events}`,
					drain.seconds.toFixed(2),
					Math.round(drain.events / drain.seconds).toLocaleString("en"),
					percent(drain.plainSeconds / drain.seconds),
				],
			],
		),
		table(
			["aim of the client", "found", "met"],
			clientAimsOf(client).map(({ aim, found, met }) => [aim, found, met ? "yes" : "NO"]),
		),
	].join("\n\n");
}

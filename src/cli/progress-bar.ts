/** A line on the terminal that says how far something is. */
export interface ProgressBar extends Disposable {
	/** So much more is done. */
	advance(by: number): void;
}

/**
 * Shows progress on standard error where that is a terminal; else it says nothing.
 * @param what the things that are counted, for people
 */
export async function showProgress(what: string, total: number): Promise<ProgressBar> {
	if (!process.stderr.isTTY) return { advance: () => undefined, [Symbol.dispose]: () => undefined };
	const { Presets, SingleBar } = await import("cli-progress");
	const bar = new SingleBar(
		{
			format: `{bar} {percentage}%  {value} of {total} ${what}, {eta_formatted} left`,
			barsize: 30,
			clearOnComplete: true,
			// Its listener would keep the program from ending at Ctrl-C, and so it would need one that turns wrapping on again.
			gracefulExit: false,
			linewrap: true,
		},
		Presets.shades_classic,
	);
	bar.start(total, 0);
	return {
		advance: (by) => bar.increment(by),
		[Symbol.dispose]: () => bar.stop(),
	};
}

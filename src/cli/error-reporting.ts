import type { ErrorEvent } from "@sentry/bun";

/** Tells Sentry of errors that are ours. */
export interface ErrorReporting {
	report(error: unknown, errorId: string): void;
	/** Waits until what was reported is sent, at most this long. */
	flush(timeoutMs: number): Promise<void>;
}

/**
 * Starts reporting. Sentry is loaded here and nowhere else, and only where there is a DSN. Its default
 * integrations send addresses, host names and headers; of them only those are used that sort and join errors.
 * @param dsn where to report; `undefined` is nowhere
 * @param release the program's version
 */
export async function startErrorReporting(dsn: string | undefined, release: string): Promise<ErrorReporting> {
	if (dsn === undefined) return { report: () => undefined, flush: async () => undefined };
	const sentry = await import("@sentry/bun");
	sentry.init({
		dsn,
		release: `microticks@${release}`,
		defaultIntegrations: false,
		integrations: [sentry.eventFiltersIntegration(), sentry.linkedErrorsIntegration()],
		sendClientReports: false,
		maxBreadcrumbs: 0,
		serverName: "",
		beforeSend: stripEvent,
	});
	return {
		report(error, errorId) {
			sentry.captureException(error, { tags: { error_id: errorId } });
		},
		async flush(timeoutMs) {
			await sentry.flush(timeoutMs);
		},
	};
}

/** Keeps what helps to find the fault: type, message and stack, with all that may be somebody's taken out. */
export function stripEvent(event: ErrorEvent): ErrorEvent {
	const { event_id, timestamp, platform, level, release, tags, exception, type } = event;
	for (const value of exception?.values ?? []) {
		if (value.value !== undefined) value.value = stripText(value.value);
		for (const frame of value.stacktrace?.frames ?? []) delete frame.vars;
	}
	return Object.fromEntries(
		Object.entries({ event_id, timestamp, platform, level, release, tags, exception, type }).filter(
			([, value]) => value !== undefined,
		),
	) as unknown as ErrorEvent;
}

/** An error as the log has it: its stack, with what may be somebody's taken out of its message. */
export function describeError(error: unknown): string {
	return stripText(error instanceof Error ? (error.stack ?? error.message) : String(error));
}

/** Keys and tokens are long hex; addresses have their own forms; data and names stand in quotes. */
function stripText(text: string): string {
	return (
		text
			.replaceAll(/[0-9a-f]{16,}/gi, "[hex]")
			.replaceAll(/(?<![\w:])[0-9a-f:]*::[0-9a-f:.]*|\b[0-9a-f]{1,4}(:[0-9a-f]{1,4}){7}\b/gi, "[address]")
			.replaceAll(/\b\d{1,3}(\.\d{1,3}){3}\b/g, "[address]")
			// An apostrophe opens nothing; what is escaped or cut off closes nothing.
			.replaceAll(/((?<!\w)'|["`])(?:\\.|(?!\1).)*(?:\1|$)/gs, "$1…$1")
	);
}

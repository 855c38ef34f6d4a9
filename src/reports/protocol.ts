import type { ErrorCode } from "../errors.ts";
import type { PackUpdate } from "../model/reports/pack-update.ts";
import type { Place } from "../model/reports/place.ts";
import type { ReportContext, ReportRequest } from "../model/reports/request.ts";
import type { KioskQuestion } from "./kiosks.ts";
import type { ListRequest } from "./list-request.ts";
import type { LiveLook, LiveQuestion } from "./live.ts";
import type { LiveTouches } from "./live-touches.ts";
import type { PackRule } from "./packs/pack-step.ts";
import type { SessionQuestion } from "./session.ts";

/** What the worker is told; `id` names the conversation. The first message is `open`. */
export type WorkerRequest =
	| { readonly type: "open"; readonly path: string }
	| { readonly type: "list"; readonly id: number; readonly request: ListRequest }
	| { readonly type: "next"; readonly id: number }
	| { readonly type: "cancel"; readonly id: number }
	| { readonly type: "report"; readonly id: number; readonly request: ReportRequest }
	| { readonly type: "kiosks"; readonly id: number; readonly context: ReportContext; readonly question: KioskQuestion }
	| { readonly type: "touched"; readonly id: number; readonly place: Place; readonly consumers: readonly number[] }
	| { readonly type: "session"; readonly id: number; readonly question: SessionQuestion }
	| { readonly type: "live"; readonly id: number; readonly question: LiveQuestion }
	| { readonly type: "touches"; readonly id: number; readonly after: number }
	| { readonly type: "pack"; readonly id: number; readonly rule: PackRule }
	/** What it gave last was not kept: it must read anew. */
	| { readonly type: "forget" };

/** What the worker answers, once to each message with an `id` but `cancel`. */
export type WorkerAnswer = { readonly id: number } & (WorkerResult | WorkerFailure);

/** By the type of what was asked. */
export type WorkerResult =
	| { readonly type: "list"; readonly text: string; readonly done: boolean }
	/** Each report as JSON text. */
	| { readonly type: "report"; readonly reports: readonly string[] }
	| { readonly type: "touched"; readonly touched: boolean }
	| ({ readonly type: "live" } & LiveLook)
	| ({ readonly type: "touches" } & LiveTouches)
	| { readonly type: "pack"; readonly update: PackUpdate | undefined };

/** Why there is no result; with a code where it is the client's business. */
export interface WorkerFailure {
	readonly type: "failure";
	readonly message: string;
	readonly code?: ErrorCode;
	readonly retryAfterSeconds?: number | undefined;
}

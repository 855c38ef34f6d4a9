import type { ListRequest } from "./list-request.ts";

/** What the worker is told; `id` names the conversation. The first message is `open`. */
export type WorkerRequest =
	| { readonly type: "open"; readonly path: string }
	| { readonly type: "list"; readonly id: number; readonly request: ListRequest }
	| { readonly type: "next"; readonly id: number }
	| { readonly type: "cancel"; readonly id: number };

/** What the worker answers, once to each `list` and each `next`. */
export type WorkerAnswer =
	| { readonly id: number; readonly text: string; readonly done: boolean }
	| { readonly id: number; readonly failure: string };

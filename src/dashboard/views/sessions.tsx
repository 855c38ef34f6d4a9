import { part } from "../address.ts";
import { SessionList } from "./sessions/session-list.tsx";
import { Timeline } from "./sessions/timeline.tsx";

/** The list of sessions, and one of them, event by event. */
export default function SessionsView() {
	const session = part("session");
	return session === "" ? <SessionList /> : <Timeline key={session} id={session} />;
}

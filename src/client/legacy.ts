import type { Microticks, MicroticksOptions, MicroticksService } from "./microticks.d.ts";

const DUMMY_HOST = "dummy";

type Call = (...given: unknown[]) => Promise<void>;

/**
 * Makes the constructor of 2017. Its pages track what they want by calls, and stop their sessions themselves.
 * @param create starts a client
 */
export function createLegacyService(create: (options: MicroticksOptions) => Microticks): typeof MicroticksService {
	function Service(host: string, consumerKey: string) {
		const off = "off";
		const ticks =
			host === DUMMY_HOST ? null : create({ host, consumerKey, sessions: off, taps: off, media: off, screens: off });
		const logged =
			(name: "startSession" | "track" | "stopSession"): Call =>
			async (...given) => {
				if (service.debug) console.log("[Microticks]", name, ...given);
				if (ticks) await (ticks[name] as Call)(...given);
			};
		const service = {
			host,
			consumerKey,
			debug: false,
			startSession: logged("startSession"),
			trackEvent: logged("track"),
			stopSession: logged("stopSession"),
			get sessionToken() {
				return ticks ? ticks.session : null;
			},
		};
		return service;
	}
	return Object.assign(Service, { DUMMY_HOST }) as unknown as typeof MicroticksService;
}

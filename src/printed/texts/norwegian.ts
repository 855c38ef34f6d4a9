import type { Words } from "./words.ts";

/** Paper in Norwegian (bokmål). */
export const NORWEGIAN_WORDS: Words = {
	title: "Hva de besøkende gjorde",
	keyFigures: "I tall",
	noKiosk: "ingen",
	counting: "Hva som teller",
	against: "Sammenlignet med",
	most: "Flest: {} ({}).",
	mostInWeek: "Flest: uken fra {} ({}).",
	busiest: "Flest kommer {} fra {}.00 til {}.00 ({}).",
	dwellSummary: "Halvparten av øktene varer {} eller lenger, én av ti lenger enn {}.",
	meanSummary: "Snittet, {}, sier mindre: noen få lange drar det opp.",
	moreRows: "og {} til",
	places: "Hvor de rører",
	placesHint: "Mørkere er rørt oftere.",
	placeCaption: "{} berøring|{} berøringer",
	frustration: "Hvor det butter",
	missSummary: "Berøringer på ingenting: {}, det er {} per hundre økter.",
	burstSummary: "Hamring, tre berøringer på ett sted innen ett sekund: {}.",
	leftNothing: "Ingen økt ble utelatt.",
	excludedRange: "Utelatt: {} ({})",
	correctedSummary: "Økter som fikk tidene rettet fordi kioskens klokke gikk feil: {} av {}.",
	faultySummary: "Talt med, selv om en defekt skjerm ser ut til å ha laget dem: {}.",
	noSilences: "Ingen kiosk som gir livstegn, var taus lenge i åpningstiden.",
	silentSpans: "Ganger",
	silentTime: "Til sammen",
	first: "Først",
	last: "Sist",
	lastHundred: "Av de siste hundre slike tidene.",
	meanings: "Hva ordene betyr",
	sessionMeaning:
		"Fra den første berøringen til ingen har rørt på en stund. Det er ingen person: en familie kan dele en økt, og en besøkende kan komme tilbake.",
	eventMeaning:
		"Noe en besøkende gjorde, for eksempel en berøring, eller som kom av det, for eksempel en skjerm som åpnet seg.",
	dwellMeaning:
		"Fra øktens første hendelse til den siste, i hele sekunder. Medianen er den som halvparten er kortere enn, og halvparten lengre.",
	survivalMeaning: "Andelen av øktene som varer lenger enn en tid (etter Kaplan og Meier, 1958).",
	useMeaning: "Andelen av åpningstiden da noen brukte den, over alle kiosker med økter.",
	thoroughMeaning:
		"Andelen av øktene som rører mer enn halvparten av alle trykkpunktene: etter de grundige besøkende hos Serrell (1997), som stanser ved mer enn halvparten av en utstillings elementer.",
	bounceMeaning: "Andelen av øktene som slutter etter én hendelse eller ingen.",
	missMeaning: "En berøring der det ikke er noe å røre.",
	burstMeaning:
		"Tre berøringer innen 30 px og ett sekund: utålmodighet, eller noe som ikke svarer. PostHog kaller det et raseriklikk (rage click).",
	reachMeaning: "Andelen av øktene som kom til det: dets tiltrekningskraft.",
	holdingMeaning:
		"Snittiden fra det til neste hendelse; for en skjerm til neste skjerm. Hvor lenge det holder på de besøkende.",
	firstMeaning: "Av øktene som rørte noe, andelen som rørte dette først eller sist.",
	signalMeaning:
		"En kiosk sier med noen minutters mellomrom at den går. Der den ikke gjør det, vet ingen om noen var der: ingen livstegn er ikke ingen besøkende.",
	faultyMeaning: "Ett sted, rørt ti ganger eller mer i jevn takt: slik rører ingen.",
};

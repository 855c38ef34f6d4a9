import type { Words } from "./words.ts";

/** Paper in German. */
export const GERMAN_WORDS: Words = {
	title: "Was Besucher taten",
	keyFigures: "In Zahlen",
	noKiosk: "keiner",
	counting: "Was zählt",
	against: "Verglichen mit",
	most: "Am meisten: {} ({}).",
	mostInWeek: "Am meisten: die Woche ab {} ({}).",
	busiest: "Die meisten kommen am {} von {} bis {} Uhr ({}).",
	dwellSummary: "Die Hälfte der Sitzungen dauert {} oder länger, und länger als {} dauert jede zehnte.",
	meanSummary: "Der Durchschnitt, {}, sagt weniger: Wenige lange heben ihn an.",
	moreRows: "und {} weitere",
	places: "Wo sie berühren",
	placesHint: "Dunkler heißt öfter berührt.",
	placeCaption: "{} Berührung|{} Berührungen",
	frustration: "Wo es hakt",
	missSummary: "Berührungen ins Leere: {}, also {} auf hundert Sitzungen.",
	burstSummary: "Hektik, drei Berührungen einer Stelle innerhalb einer Sekunde: {}.",
	leftNothing: "Keine Sitzung wurde weggelassen.",
	excludedRange: "Ausgenommen: {} ({})",
	correctedSummary: "Sitzungen, deren Zeiten berichtigt wurden, weil die Uhr des Kiosks falsch ging: {} von {}.",
	faultySummary: "Gezählt, obwohl sie wohl ein defekter Bildschirm gemacht hat: {}.",
	noSilences: "Kein Kiosk, der Lebenszeichen gibt, war in seinen Öffnungszeiten lange still.",
	silentSpans: "Male",
	silentTime: "Zusammen",
	first: "Zuerst",
	last: "Zuletzt",
	lastHundred: "Von den letzten hundert solchen Zeiten.",
	meanings: "Was die Wörter bedeuten",
	sessionMeaning:
		"Von der ersten Berührung, bis eine Weile niemand mehr etwas berührt. Das ist keine Person: Eine Familie kann sich eine teilen, und ein Besucher kann wiederkommen.",
	eventMeaning:
		"Etwas, das ein Besucher tat, etwa eine Berührung, oder das daraus folgte, etwa ein Bildschirm, der sich öffnete.",
	dwellMeaning:
		"Vom ersten bis zum letzten Ereignis einer Sitzung, in ganzen Sekunden. Der Median teilt sie: Die Hälfte ist kürzer, die Hälfte länger.",
	survivalMeaning: "Der Anteil der Sitzungen, die länger als eine Zeit dauern (nach Kaplan und Meier, 1958).",
	useMeaning: "Der Anteil der Öffnungszeiten, in dem jemand ihn benutzte, über alle Kioske mit Sitzungen.",
	thoroughMeaning:
		"Der Anteil der Sitzungen, die mehr als die Hälfte aller Bedienelemente berühren: nach den gründlichen Besuchern von Serrell (1997), die bei mehr als der Hälfte der Elemente einer Ausstellung stehen bleiben.",
	bounceMeaning: "Der Anteil der Sitzungen, die nach einem Ereignis oder keinem enden.",
	missMeaning: "Eine Berührung, wo es nichts zu berühren gibt.",
	burstMeaning:
		"Drei Berührungen innerhalb von 30 px und einer Sekunde: Ungeduld, oder etwas antwortet nicht. PostHog nennt es Rage-Click.",
	reachMeaning: "Der Anteil der Sitzungen, die dorthin kamen: seine Anziehungskraft.",
	holdingMeaning:
		"Die durchschnittliche Zeit bis zum nächsten Ereignis; bei einem Bildschirm bis zum nächsten Bildschirm. Wie lange es Besucher hält.",
	firstMeaning: "Von den Sitzungen, die irgendeines berührten, der Anteil, der dieses zuerst oder zuletzt berührte.",
	signalMeaning:
		"Ein Kiosk meldet alle paar Minuten, dass er läuft. Wo er das nicht tut, weiß niemand, ob jemand da war: Kein Lebenszeichen heißt nicht, dass keine Besucher da waren.",
	faultyMeaning: "Eine Stelle, zehnmal oder öfter in gleichmäßigem Takt berührt: So berührt niemand etwas.",
};

/**
 * The pictures, with their names in `pictures/` and in the figures, their width by their height, and their texts. The
 * places are invented.
 */
export const PICTURES = [
	{
		id: "fjord",
		ratio: 4 / 3,
		en: {
			title: "First light",
			place: "The fjord, in April",
			text: "We left before the wind woke. For a quarter of an hour the water held the whole sky, and nobody on board spoke. Then the sun stood clear of the ridge, and the day began like any other.",
			look: "the path of light, which always leads to whoever is looking.",
		},
		de: {
			title: "Erstes Licht",
			place: "Der Fjord, im April",
			text: "Wir legten ab, ehe der Wind erwachte. Eine Viertelstunde lang hielt das Wasser den ganzen Himmel, und niemand an Bord sprach. Dann stand die Sonne über dem Grat, und der Tag begann wie jeder andere.",
			look: "die Straße aus Licht, die immer zu dem führt, der hinsieht.",
		},
	},
	{
		id: "city",
		ratio: 3 / 4,
		en: {
			title: "Aurenburg, a plan",
			place: "The walled city, in May",
			text: "Nine bastions, nine streets, one market. Whoever drew up the city began with the defence and fitted the people in afterwards. From the tower you see the plan; from the street, only the next corner.",
			look: "the gardens that one quarter kept for itself.",
		},
		de: {
			title: "Aurenburg, ein Plan",
			place: "Die befestigte Stadt, im Mai",
			text: "Neun Bastionen, neun Straßen, ein Markt. Wer die Stadt entwarf, begann mit der Verteidigung und brachte die Menschen danach unter. Vom Turm aus sieht man den Plan, von der Straße nur die nächste Ecke.",
			look: "die Gärten, die ein Viertel für sich behielt.",
		},
	},
	{
		id: "dunes",
		ratio: 4 / 3,
		en: {
			title: "Six camels",
			place: "The dunes, in July",
			text: "A dune walks a few metres a year, always with the wind, always on its steep side. The caravan walks on the other one. Its leader told us that he had crossed the same hill in three different places.",
			look: "the ripples: each one is a small dune.",
		},
		de: {
			title: "Sechs Kamele",
			place: "Die Dünen, im Juli",
			text: "Eine Düne wandert einige Meter im Jahr, immer mit dem Wind, immer auf ihrer steilen Seite. Die Karawane geht auf der anderen. Ihr Führer erzählte, er habe denselben Hügel schon an drei Orten überquert.",
			look: "die Rippeln: jede ist eine kleine Düne.",
		},
	},
	{
		id: "lighthouse",
		ratio: 4 / 3,
		en: {
			title: "The keeper's hour",
			place: "The cape, in August",
			text: "Every light on the coast has its own rhythm, so that a ship knows which one it sees. This one shows itself for three seconds and hides for nine. The keeper's children count it to fall asleep.",
			look: "the gulls, who use the beam to find home.",
		},
		de: {
			title: "Die Stunde des Wärters",
			place: "Das Kap, im August",
			text: "Jedes Feuer an der Küste hat seinen eigenen Takt, damit ein Schiff weiß, welches es sieht. Dieses zeigt sich drei Sekunden und verbirgt sich neun. Die Kinder des Wärters zählen es zum Einschlafen.",
			look: "die Möwen, die im Lichtstrahl nach Hause finden.",
		},
	},
	{
		id: "terraces",
		ratio: 4 / 3,
		en: {
			title: "After the harvest",
			place: "The terraces, in October",
			text: "Each band of colour is one family's year. The walls between them are older than the church, and no map shows them all. At noon the bell rings, and for a moment nobody on the whole hill is working.",
			look: "the orange trees, which are the last to be picked.",
		},
		de: {
			title: "Nach der Ernte",
			place: "Die Terrassen, im Oktober",
			text: "Jeder Farbstreifen ist das Jahr einer Familie. Die Mauern dazwischen sind älter als die Kirche, und keine Karte zeigt sie alle. Mittags läutet die Glocke, und einen Augenblick lang arbeitet niemand am ganzen Hang.",
			look: "die orangefarbenen Bäume, die als letzte geerntet werden.",
		},
	},
	{
		id: "aurora",
		ratio: 4 / 3,
		en: {
			title: "The green night",
			place: "The lake, in November",
			text: "It makes no sound, though everyone remembers one. Far above the lake the wind of the sun meets the air and makes it glow: green where the air is dense, violet where it is thin.",
			look: "the hut, whose lamp is the only warm colour.",
		},
		de: {
			title: "Die grüne Nacht",
			place: "Der See, im November",
			text: "Es macht kein Geräusch, und doch erinnern sich alle an eines. Hoch über dem See trifft der Wind der Sonne auf die Luft und lässt sie leuchten: grün, wo sie dicht, violett, wo sie dünn ist.",
			look: "die Hütte, deren Lampe die einzige warme Farbe ist.",
		},
	},
	{
		id: "island",
		ratio: 3 / 4,
		en: {
			title: "Insula Meridia",
			place: "A sea chart, in December",
			text: "The mate drew this chart from four days of soundings, lowering the lead by hand. The figures tell the depth. Where there are none, nobody has looked, and that is most of the sea.",
			look: "the dotted line: our way in, against the tide.",
		},
		de: {
			title: "Insula Meridia",
			place: "Eine Seekarte, im Dezember",
			text: "Der Steuermann zeichnete diese Karte nach vier Tagen Loten, das Blei von Hand hinabgelassen. Die Zahlen nennen die Tiefe. Wo keine stehen, hat niemand nachgesehen, und das ist der größte Teil des Meeres.",
			look: "die gestrichelte Linie: unser Weg hinein, gegen die Tide.",
		},
	},
	{
		id: "winter",
		ratio: 4 / 3,
		en: {
			title: "The visitor",
			place: "The forest, in January",
			text: "Snow keeps a diary. In the morning we read who had come by night: a hare, two deer, and a fox who had walked once round the camp, sat down for a while, and gone on with better plans.",
			look: "the trail, which tells where the fox came from.",
		},
		de: {
			title: "Der Besuch",
			place: "Der Wald, im Januar",
			text: "Schnee führt Tagebuch. Am Morgen lasen wir, wer in der Nacht gekommen war: ein Hase, zwei Rehe und ein Fuchs, der einmal um das Lager ging, eine Weile saß und mit besseren Plänen weiterzog.",
			look: "die Spur, die verrät, woher der Fuchs kam.",
		},
	},
];

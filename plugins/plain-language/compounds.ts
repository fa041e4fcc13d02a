/** Words that often stand at the end of a compound, in all their forms. */
const heads = `abend abende abteilung abteilungen adresse alltag amt amtes ämter ämtern angebot angebote angeboten angelegenheit
antrag antrags anträge anträgen anspruch ansprüche arbeit arbeiten arzt arztes ärztin ärzte ärzten assistenz aufgabe aufgaben
auftrag aufträge aufsicht ausgabe ausgaben auskunft auskünfte ausweis ausweise ausweises ausbildung bank bedarf bedarfs
beginn behörde behörden beitrag beiträge beiträgen beratung beratungen bereich bereiche bericht berichte berichts bescheid bescheide
bescheids bescheinigung bescheinigungen beschluss besuch besuche betrag beträge betreuung betreuer betreuerin betrieb betriebe
bett bild bilder blatt blätter bogen bögen brief briefe briefes buch bücher büro büros bus bedingung bedingungen begleitung beschwerde beschwerden
dauer dienst dienste dienstes diensten datei dokument dokumente ende erklärung erklärungen fahrt fahrten fahrzeug fahrzeuge
fall falles fälle fällen familie farbe fehler feier feld fenster firma formular formulare formulars frage fragen freiheit
frist fristen führung führer gang gebäude gebäudes geld gelder gericht gerichts geschichte gesetz gesetze gesetzes gesetzbuch
gespräch gespräche gesprächs gesprächen gewalt grad größe grund gründe gruppe gruppen gebühr gebühren haus hauses häuser häusern heft heim heimes
hilfe hilfen hinweis hinweise hof jahr jahres jahre karte karten kasse kassen kauf kind kinder kleidung klasse klinik kosten konto
kontrolle kraft kräfte küche kunde kunden kurs kurse kreis lage lager land landes leben lebens leistung leistungen leiter leiterin leitung
leitungen licht liste listen lohn lösung löhne mappe maßnahme maßnahmen markt material meldung meldungen mensch menschen mittel
mitteln mitarbeiter mitarbeiterin möglichkeit möglichkeiten monat monate muster nachweis nachweise name namen not notiz nummer nummern ordnung
ordnungen ordner ort orte ortes person personen personal pflege pflicht pflichten plan planes pläne plänen planung planungen platz platzes plätze
post praxis preis preise probe prüfung prüfungen protokoll protokolle projekt rat raum raumes räume räumen recht rechte rechts rechnung rechnungen
regel regeln regelung reise reinigung rente rufe ruf runde sache sachen schaden schäden schein scheine schein schlüssel schlüssels schrift schriften schreiben
schritt schritte schule schulen schutz schutzes seite seiten sicherheit sicherung spiel sprache stadt stelle stellen stellung steuer
stand straße stunde stunden summe system tag tages tage tagen tasche teil teile teilen teilhabe telefon termin termine test text texte tisch tür türen treffen träger
trägers transport übergabe uhr umschlag unfall unfalls unfälle unterlage unterlagen unterricht untersuchung unterstützung urlaub vereinbarung vereinbarungen verein verfahren verfahrens verkehr
verletzung vermögen vermögens verordnung verordnungen versammlung versicherung versicherungen versorgung verteilung vertrag vertrags vertrages verträge verträgen vertretung vertretungen verwaltung
verzeichnis vollmacht vorschrift vorschriften wagen wasser weg wege wechsel werk werkstatt werkstätten wert werte wesen woche wochen wohnen wohnung wohnungen wort wörter
wunsch wünsche zahl zahlen zahlung zahlungen zeichen zeit zeiten zettel zeug zeuge zeugnis zeugnisse zeugnisses zentrum ziel ziele zimmer zimmers zusage zugang zuschuss zuschüsse zuschlag zustand zuständigkeit
akte akten ansicht ansprechpartner apparat bahn bedürfnis bett bewohner bewohnerin datum einrichtung einrichtungen ermittlung erlaubnis essen förderung gemeinschaft hygiene handlung konferenz kammer
konzept mahlzeit maschine melder nachricht notruf schalter schrank sitzung speicher stab tabelle team tour überprüfung wache wehr zulage knopf kasten koffer boden garten handbuch`;

/** Words that often stand at the beginning of a compound, with the letters that join them. */
const beginnings = `abend abwesenheits alltags alters amts anmelde anfangs antrags anwesenheits arbeits arzt ärzte assistenz aufnahme aufenthalts ausbildungs ausweis auto bank bau beförderungs
behandlungs behinderten behörden beratungs berufs beschwerde betreuungs betriebs betreuer bewohner bezugs bilder brand brief budget bundes büro bürger daten datenschutz dauer dienst dokumentations
eigen eigentums eingangs eingliederungs einkaufs einkommens einzel eltern entlassungs ergänzungs ersatz erst fach fahr fahrt familien feier ferien feuer finanz flucht förder fortbildungs freizeit fristen früh führer führungs
gast gebühren gefahren gehalts geld gemeinde gemeinschafts gericht gerichts gesamt geschäfts gesetz gesundheits gewalt grund gruppen gutachten gutschein handels haupt haus haushalts hausarzt heim heizungs
hilfe hilfs hygiene impf infektions informations innen intensiv jahres jugend kassen kinder kirchen klein konto kontroll körper kosten kranken krankheits krank küchen kunden kur kurz landes langzeit lebens
lehr leistungs leitungs liefer lohn materi medikamenten medizin melde menschen miet mindest mitarbeiter mitglieds mittags monats mutter mutterschutz nacht namens neben not notfall nutzungs orts papier parkplatz
patienten pausen personal personen pflege pflicht plan post postfach praxis privat probe projekt protokoll prüf putz qualitäts rechnungs rechts regel reha reinigungs reise renten rettungs ruf sach sammel
schicht schlaf schlüssel schmerz schrift schul schutz schwer schwerbehinderten seelsorge sicherheits sitzungs sonder sozial spezial sprach sprech stadt stand standort stations stellen steuer straf
straßen strom stunden such tages tabletten taschen teilhabe teilzeit telefon termin test text tier todes treff träger transport tür übergabe übergangs überweisungs umzugs unfall
unterhalts unterkunfts unterrichts unterstützungs urlaubs verbands verdachts vereins verkehrs verletzten vermögens versicherungs versorgungs vertrags vertrauens vertretungs verwaltungs verwendungs vollzeit voll vor wahl
wärme wasch wasser wechsel weiterbildungs werk werkstatt widerspruchs winter wirtschafts wochen wohn wohngeld wohnungs wunsch zahlungs zahn zeit ziel zimmer zugangs zusatz zuständigkeits gebäude flüchtlings blut brandschutz computer drucker e-mail fahrzeug garten
hand handy internet kleider lager licht lebensmittel möbel müll nahrungs not haft nachweis namen ordnungs pausen raum reparatur rollstuhl samen schaden spiel sport tages teil tisch umwelt unter wahl wand weg weihnachts wert zug`;

const headWords = new Set(heads.split(/\s+/));
const beginningWords = new Set(beginnings.split(/\s+/));
const links = ['', 's', 'es', 'n', 'en', 'er', 'e'];
const shortestPart = 3;
const longestWord = 80;

/** What begins words and is none; behind it stands a whole word rather than the rest of a compound. */
const prefixes = new Set(
	`ab an auf aus bei be ein ent er ge her hin mit nach über um un unter ver vor wieder zu zurück zusammen gegen zwischen hinter
	durch miss ur fort weg los nieder voran heraus herein voraus mitein anders inter trans super`.split(/\s+/),
);

/**
 * The parts of a German compound, as they are written; one part for a word that is none, or none that is known. Every
 * part but the first is known, or the first is and the last looks like a word.
 */
export function compoundParts(word: string): readonly string[] {
	if (word.length < 2 * shortestPart || word.length > longestWord || !/^\p{L}+$/u.test(word)) return [word];
	const lower = word.toLowerCase();
	const at = bestCut(lower);
	if (at === null) return [word];
	const [begin, end] = [word.slice(0, at), word.slice(at)];
	return [...compoundParts(begin), ...compoundParts(capitalised(end))];
}

/** Longest known head; it is right more often than a short one. */
function bestCut(word: string): number | null {
	for (let at = shortestPart; at <= word.length - shortestPart; at += 1) {
		const begin = word.slice(0, at);
		const end = word.slice(at);
		if (prefixes.has(begin)) continue;
		if (headWords.has(end) && (isBeginning(begin) || isLikelyWord(begin))) return at;
	}
	return null;
}

function isBeginning(part: string): boolean {
	return (
		beginningWords.has(part) ||
		headWords.has(part) ||
		links.some((link) => part.endsWith(link) && headWords.has(part.slice(0, part.length - link.length))) ||
		bestCut(part) !== null
	);
}

/** Four letters and more with a vowel, which end as words before another word do. */
function isLikelyWord(part: string): boolean {
	return (
		part.length >= 5 &&
		/[aeiouäöüy]/.test(part) &&
		/(?:ungs|heits|keits|ions|schafts|täts|ings|en|er|el|eits)$/.test(part)
	);
}

function capitalised(part: string): string {
	return part.slice(0, 1).toUpperCase() + part.slice(1);
}

const separable =
	'(?:ab|an|auf|aus|bei|da|dar|durch|ein|fest|fort|frei|heim|her|heran|heraus|herein|hin|hinaus|hinein|hinzu|los|mit|nach|nieder|statt|teil|um|unter|vor|voraus|vorbei|vorher|weg|weiter|wieder|zu|zurück|zusammen|über|hoch|kennen|bekannt|bereit|sicher)';
const inseparable = '(?:be|ver|ent|er|zer|emp|miss|über|unter|wider|hinter|wieder|voll)';

/** Past participles of strong verbs, without what may stand in front of „ge“. */
const strong = new Set(
	`gegangen genommen geschrieben gesprochen getroffen gefunden gebrochen geholfen gesehen gelesen getragen
	gehalten gelassen geschlossen gezogen gebeten gebunden gewiesen geladen gerufen gestrichen getrunken gegessen
	gesungen gewaschen geworfen gewonnen gestohlen gestoßen gerissen geschoben geboten geschnitten gegriffen gegossen
	gegeben geschlagen gefangen gehoben gemessen gebacken gebraten gegraben gehauen gelogen gemieden geraten
	gerieben gesandt gewandt genannt gebracht gedacht gekannt gewusst gebrannt geschnitten getan gestanden gehangen
	verboten vergeben besprochen beschrieben entschieden übernommen unterschrieben verschrieben beschlossen empfohlen
	verbunden verlassen erhoben entnommen verwiesen bewiesen betrieben überwiesen vergessen unterbrochen untersagt
	übergeben vertreten angenommen erhoben entlassen entzogen bezogen verschoben verschlossen zerrissen zerbrochen
	unterwiesen überschrieben verliehen verziehen ersehen benommen vernommen versprochen widersprochen
	hinterlassen unterlassen überlassen beigefügt erfunden befunden empfunden verbrannt verloren gefroren bestochen verbracht benannt ernannt erkannt
	anerkannt verkannt vollzogen unternommen verworfen entworfen`.split(/\s+/),
);

/** Which look like participles and are something else. */
const others =
	/^(?:gut|gern|genug|gesund|gerecht|bereit|bekannt|berühmt|beliebt|bestimmt|erst|ernst|vielleicht|unbekannt|verrückt|erkältet|berechtigt|verliebt|geeignet|geduldig|gesamt|gestern|gegen|geehrt|begeistert|verwandt|verletzt|betagt|behindert|verantwortlich|unterschiedlich|überhaupt|überall|gewohnt|erwachsen|geschickt|gespannt|gelaunt|verwirrt|aufgeregt|beschäftigt|befreundet|entfernt|entsetzt|erstaunt|enttäuscht|gestresst|wert|zuletzt|zuerst|beirrt|unterwegs|einverstanden|übernächst|unbeliebt|ungeduldig|genau|gerade)$/;

const weak = new RegExp(`^(?:${separable})?ge\\p{Ll}{2,}t$`, 'u');
const withPrefix = new RegExp(`^(?:${separable})?${inseparable}\\p{Ll}{2,}t$`, 'u');
const foreign = /^\p{Ll}{2,}iert$/u;
const separated = new RegExp(`^${separable}(?=ge)`);

/**
 * Whether a word that stands with „werden“ makes a passive of it.
 *
 * @param word in small letters
 * @param written as it stands: nouns are none
 */
export function isParticiple(word: string, written: string): boolean {
	if (word.length > 40 || word !== written || others.test(word)) return false;
	if (word.endsWith('t') && (weak.test(word) || withPrefix.test(word) || foreign.test(word))) return true;
	return strong.has(word) || strong.has(word.replace(separated, '')) || strong.has(withoutPrefix(word));
}

function withoutPrefix(word: string): string {
	return word.replace(/^(?:ab|an|auf|aus|bei|ein|mit|vor|zu|weg|weiter)(?=[beuv])/, '');
}

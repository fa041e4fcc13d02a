import { hardWords, knownWords } from '../foreign-words.ts';
import type { Sentence } from '../sentences.ts';
import type { CheckedLanguage, Match } from './rule.ts';

/** How foreign words end, or what German ones never hold. */
const foreignForm =
	/(?:tionen?|sionen?|itäte?n?|ismus|ismen|ieren|ierst|iert|iere|ierung(?:en)?|ments?|ologien?|ologe|ikums?|enz|anz|iven?|abel|ibel|öse?|eure?|eurin|ings?)$|^(?:ph|th|rh)|phie/;
/** The same endings in words that are at home. */
const german =
	/(?:dings?|frühlings?|lehrlings?|zwillings?|schmetterlings?|lieblings?|säuglings?|flüchtlings?|rings?|sing|ging|hing|fing|springs?|allerdings|tanz|glanz|ganz|schwanz|kranz|provinz|lösen?|bösen?|größe?|schöse?|erlöse?|könig|steuer|feuer|abenteuer|ungeheuer|teuer|eurer?|euren|euer|neuere?|steuere?|stuttgart|verlieren|verliert|verliere|frieren|friert|gefriert|zieren|papiere|ziert|gieren|vieren|papieren|tieren|tiere|hiere|niere|nieren|türen|turnier|manieren|bieren|schwieriger?|schmiert|geschmiert|regiert|probiert|passiert|kontrolliert|notiert|studiert)$/;

export function findForeignWords({ words }: Sentence, language: CheckedLanguage): Match[] {
	return words.flatMap(({ text, lower, start, end }) => {
		if (lower.length > 40) return [];
		const base = baseOf(lower);
		const proposal = base === null ? undefined : hardWords.get(base);
		if (proposal !== undefined && (language === 'de-simple' || !usualInOffices.has(base ?? ''))) {
			return [{ start, end, values: { words: text }, proposal }];
		}
		if (language === 'de' || lower.length < 6 || /\d/.test(lower)) return [];
		const isForeign = lower
			.split(/[-·‑]/)
			.some((part) => part.length >= 6 && foreignForm.test(part) && !german.test(part) && !isKnown(part));
		return isForeign ? [{ start, end, values: { words: text } }] : [];
	});
}

/** Trade words that whoever works here reads every day; in Leichte Sprache they are marked all the same. */
const usualInOffices = new Set(
	`ambulant assistenz dokumentieren dokumentation diagnose therapie stationär symptom intern extern inklusion integration individuell
	formulieren flexibel eskalation eskalieren kommunikation kompetenz barriere prävention supervision update support account login transparent download upload umgehend aktualisieren gremium mediation`.split(
		/\s+/,
	),
);

function isKnown(word: string): boolean {
	return (
		knownWords.has(word) ||
		[...endings].some((ending) => word.endsWith(ending) && knownWords.has(word.slice(0, -ending.length)))
	);
}

const endings = ['s', 'en', 'n', 'e', 't', 'st', 'er', 'innen', 'em', 'es'];

/** The word as the list has it, without the endings of German grammar. */
function baseOf(lower: string): string | null {
	if (hardWords.has(lower)) return lower;
	for (const ending of endings) {
		if (!lower.endsWith(ending)) continue;
		const stem = lower.slice(0, -ending.length);
		if (hardWords.has(stem)) return stem;
		if (hardWords.has(`${stem}en`)) return `${stem}en`;
		if (hardWords.has(`${stem}e`)) return `${stem}e`;
	}
	return null;
}

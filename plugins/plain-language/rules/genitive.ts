import type { Sentence, Word } from '../sentences.ts';
import type { Match } from './rule.ts';

const article = /^(?:des|eines|meines|deines|seines|ihres|unseres|eures|keines)$/;
const preposition =
	/^(?:wegen|trotz|statt|anstatt|innerhalb|außerhalb|oberhalb|unterhalb|aufgrund|mithilfe|mittels|anhand|infolge|hinsichtlich|bezüglich|zwecks|anlässlich|zugunsten|angesichts)$/;
/** With the dative, as everybody speaks, they need no further word. */
const alsoWithDative = /^(?:wegen|trotz|statt|anstatt)$/;
/** Genitives that are words of their own. */
const adverbs: ReadonlyMap<string, string> = new Map([
	['eines tages', 'an einem Tag'],
	['eines morgens', 'an einem Morgen'],
	['eines abends', 'an einem Abend'],
	['eines nachts', 'in einer Nacht'],
	['des öfteren', 'oft'],
	['des weiteren', 'außerdem'],
]);
const pronoun =
	/^(?:Sie|Ihnen|Ihr(?:e[mnrs]?)?|Alle|Viele|Einige|Heute|Morgen|Uhr|Herr|Frau|Euro|Bescheid|Montag|Dienstag|Mittwoch|Donnerstag|Freitag|Samstag|Sonntag|Abend|Nachmittag|Vormittag)$/;
const singular =
	/(?:ung|heit|keit|schaft|ion|tät|ei|in|ik|ur|hilfe|gruppe|kasse|stelle|pflege|schule|woche|karte)$/i;
const articleOfTwo = /^(?:der|dieser|jener|Ihrer|ihrer|unserer|meiner|seiner)$/;

export function findGenitives({ words }: Sentence): Match[] {
	return words.flatMap((word, index) => {
		const noun = nounAfter(words, index);
		if (!noun) return [];
		if (article.test(word.lower)) return isGenitiveArticle(word, noun) ? [toMatch(words, word, noun)] : [];
		if (!articleOfTwo.test(word.text)) return [];
		const before = words[index - 1];
		if (before?.clause !== word.clause) return [];
		if (preposition.test(before.lower)) return [toMatch(words, word, noun)];
		const isNoun = /^\p{Lu}\p{Ll}/u.test(before.text) && !before.first && !pronoun.test(before.text);
		return isNoun && !isObject(words, index) ? [toMatch(words, word, noun)] : [];
	});
}

/** „Eines ist klar“ is none; „eines“ with something behind it is. */
function isGenitiveArticle({ lower }: Word, noun: Word): boolean {
	return lower === 'des' || /(?:s|ß|x|z|n)$/.test(noun.lower);
}

/** At most two words in between: „des neuen, großen Hauses“. */
function nounAfter(words: readonly Word[], index: number): Word | undefined {
	const following = words.slice(index + 1, index + 4);
	const at = following.findIndex(({ text }) => /^\p{Lu}/u.test(text));
	const between = at === -1 ? [] : following.slice(0, at);
	return between.every(({ lower }) => /(?:e[nrs]|er|\d+\.?)$/.test(lower)) ? following[at] : undefined;
}

/** „Gibt Herr Maier der Leitung den Schlüssel“: two things behind a verb that stands first. */
function isObject(words: readonly Word[], index: number): boolean {
	return words
		.slice(Math.max(0, index - 3), index)
		.some(({ lower }) =>
			/^(?:gibt|geben|hilft|helfen|sagt|sagen|zeigt|zeigen|schickt|schicken|dankt|danken)$/.test(lower),
		);
}

function toMatch(words: readonly Word[], from: Word, noun: Word): Match {
	const at = words.indexOf(from);
	const adjectives = words.slice(at + 1, words.indexOf(noun)).map(({ text }) => text);
	const written = [from.text, ...adjectives, noun.text].join(' ');
	const adverb = adverbs.get(written.toLowerCase());
	const before = words[at - 1]?.lower ?? '';
	const proposal = adverb
		? withCaseOf(from, adverb)
		: proposalFor(from, adjectives, noun, alsoWithDative.test(before) ? '' : 'von ');
	return {
		start: from.start,
		end: noun.end,
		values: { words: written },
		...(proposal === null ? {} : { proposal }),
	};
}

function withCaseOf({ first }: Word, adverb: string): string {
	return first ? adverb.charAt(0).toUpperCase() + adverb.slice(1) : adverb;
}

/** @param of `von `, or nothing behind a word that does without */
function proposalFor(
	{ lower }: Word,
	adjectives: readonly string[],
	{ text }: Word,
	of: string,
): string | null {
	const rest = (noun: string) => [...adjectives, noun].join(' ');
	if (lower === 'der') return singular.test(text) ? `${of}der ${rest(text)}` : null;
	if (!article.test(lower)) return null;
	const dative = lower === 'des' ? 'dem' : lower.replace(/es$/, 'em');
	return `${of}${dative} ${rest(withoutEnding(text))}`;
}

function withoutEnding(noun: string): string {
	if (/(?:nisses)$/.test(noun)) return noun.slice(0, -3);
	if (/[^aeiouäöü]es$/.test(noun)) return noun.slice(0, -2);
	return noun.endsWith('s') ? noun.slice(0, -1) : noun;
}

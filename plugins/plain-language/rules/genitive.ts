import type { Sentence, Word } from '../sentences.ts';
import type { Match } from './rule.ts';

const article = /^(?:des|eines|meines|deines|seines|ihres|unseres|eures|keines)$/;
const preposition =
	/^(?:wegen|trotz|statt|anstatt|innerhalb|außerhalb|oberhalb|unterhalb|aufgrund|mithilfe|mittels|anhand|infolge|hinsichtlich|bezüglich|zwecks|anlässlich|zugunsten|angesichts)$/;
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
	const proposal = proposalFor(from, adjectives, noun);
	return {
		start: from.start,
		end: noun.end,
		values: { words: written },
		...(proposal === null ? {} : { proposal }),
	};
}

function proposalFor({ lower }: Word, adjectives: readonly string[], { text }: Word): string | null {
	const rest = (noun: string) => [...adjectives, noun].join(' ');
	if (lower === 'der') return singular.test(text) ? `von der ${rest(text)}` : null;
	if (!article.test(lower)) return null;
	const dative = lower === 'des' ? 'dem' : lower.replace(/es$/, 'em');
	return `von ${dative} ${rest(withoutEnding(text))}`;
}

function withoutEnding(noun: string): string {
	if (/(?:nisses)$/.test(noun)) return noun.slice(0, -3);
	if (/[^aeiouäöü]es$/.test(noun)) return noun.slice(0, -2);
	return noun.endsWith('s') ? noun.slice(0, -1) : noun;
}

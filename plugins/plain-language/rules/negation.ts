import type { Sentence, Word } from '../sentences.ts';
import type { CheckedLanguage, Match } from './rule.ts';

const negation =
	/^(?:nicht|nichts|kein|keine[mnrs]?|nie|niemals|niemand(?:e[mn])?|nirgends|nirgendwo|weder|keinesfalls|keineswegs|nimmer)$/;

/** In Leichte Sprache every negation, in other texts two that cancel each other out. */
export function findNegations({ words }: Sentence, language: CheckedLanguage): Match[] {
	const found = words.filter(({ lower }) => negation.test(lower));
	if (language === 'de-simple')
		return found.map(({ start, end, text }) => ({ start, end, values: { words: text } }));
	const pair = found.find((word, index) => cancels(words, word, found[index + 1]));
	const second = pair && found[found.indexOf(pair) + 1];
	return pair && second
		? [{ start: pair.start, end: second.end, values: { words: `${pair.text} … ${second.text}` } }]
		: [];
}

/** „Nichts vertuschen und keine Zeit verlieren“ are two things, each with its own. */
function cancels(words: readonly Word[], one: Word, other: Word | undefined): boolean {
	if (other?.clause !== one.clause) return false;
	return !words
		.slice(words.indexOf(one), words.indexOf(other))
		.some(({ lower }) => /^(?:und|oder|weder|noch|sondern)$/.test(lower));
}

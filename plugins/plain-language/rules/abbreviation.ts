import { abbreviations, acronyms, familiarAcronyms } from '../abbreviations.ts';
import { isRoman } from '../roman.ts';
import type { Sentence, Word } from '../sentences.ts';
import type { CheckedLanguage, Match } from './rule.ts';

const dotted = /(?<![\p{L}\p{N}])(?:\p{L}\.(?:[ \u00a0]?\p{L}{1,2}\.){1,3}|\p{L}{2,7}\.)/gu;

/** Signs that are read as words, with the words. */
const signs: ReadonlyMap<string, string> = new Map([
	['§§', 'Paragrafen'],
	['§', 'Paragraf'],
	['&', 'und'],
]);

export function findAbbreviations({ text, start, words }: Sentence, language: CheckedLanguage): Match[] {
	const short = [...text.matchAll(dotted)].flatMap(({ 0: found, index }): Match[] => {
		const key = found.replace(/\s/g, '').toLowerCase();
		const proposal = abbreviations.get(key);
		const isWord = /^(?:art|min|max|gem|str)\.$/.test(key) && index + found.length >= text.trimEnd().length;
		if (proposal === undefined || isWord || (language === 'de' && isUsual(key))) return [];
		return [{ start: start + index, end: start + index + found.length, values: { words: found }, proposal }];
	});
	if (language === 'de') return short;
	const written = [...text.matchAll(/§§?|(?<=\s)&(?=\s)/g)].map(({ 0: sign, index }): Match => ({
		start: start + index,
		end: start + index + sign.length,
		values: { words: sign },
		proposal: signs.get(sign) ?? '',
	}));
	return [...short, ...written, ...words.flatMap(toAcronym)];
}

/** Which nobody stumbles over. */
function isUsual(abbreviation: string): boolean {
	return /^(?:z\.b|dr|prof|nr|tel|str|hr|fr|e\.v|abs|art|geb)\.$/.test(abbreviation);
}

function toAcronym({ text, start, end }: Word): Match[] {
	const known = acronyms.get(text);
	const isShort = /^\p{Lu}{2,4}$/u.test(text) || /^\p{Lu}+\p{Ll}{1,2}\p{Lu}+$/u.test(text);
	if (familiarAcronyms.has(text) || isRoman(text) || (known === undefined && !isShort)) return [];
	return [{ start, end, values: { words: text }, ...(known === undefined ? {} : { proposal: known }) }];
}

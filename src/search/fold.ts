/**
 * One spelling for all that a keyboard makes of a word: lower case, without accents, `ae` as `ä` and `a`, `ss` as
 * `ß`, without the signs that only show where a word may break.
 */
export function fold(word: string): string {
	const lower = word.toLowerCase();
	const plain = ascii.test(lower) ? lower : withoutMarks(lower);
	return plain.includes('e') ? plain.replace(transcribed, '$1') : plain;
}

const ascii = /^[a-z0-9]*$/;
const marks = /[\u0300-\u036F\u064B-\u065F\u0670\u00AD\u00B7\u2027\u200B-\u200D\u2060\uFE00-\uFE0F]/g;
const ligatures = /[ßæœøđðłıþ]/g;

/** `ue` after a, e or q is no umlaut: Bauer, neue, Quelle. */
const transcribed = /([ao]|(?<![aeq])u)e/g;

const spelledOut: Readonly<Record<string, string>> = {
	ß: 'ss',
	æ: 'ae',
	œ: 'oe',
	ø: 'oe',
	đ: 'd',
	ð: 'd',
	ł: 'l',
	ı: 'i',
	þ: 'th',
};

function withoutMarks(word: string): string {
	return word
		.normalize('NFKD')
		.replace(marks, '')
		.replace(ligatures, (letter) => spelledOut[letter] ?? letter);
}

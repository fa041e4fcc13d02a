import { compoundParts } from '../compounds.ts';
import type { Sentence } from '../sentences.ts';
import type { CheckedLanguage, Match } from './rule.ts';

/** Letters in one piece: from here on a compound is long, and any word. */
const lengths = {
	'de-simple': { compound: 9, word: 19 },
	de: { compound: 23, word: 26 },
} as const satisfies Record<CheckedLanguage, { compound: number; word: number }>;

/** Which everybody reads as one word, or which are none. */
const familiar =
	/^(?:geburtstage?s?|wochenenden?s?|bahnh(?:of|öfe)|mittwochs?|donnerstags?|sonnabends?|vormittags?|nachmittags?|bedeutungen?|adressen?|gemeinden?|menschenrechte?|deutschlands?)$/;

export function findLongWords({ words }: Sentence, language: CheckedLanguage): Match[] {
	const limits = lengths[language];
	return words.flatMap(({ text, lower, start, end }) => {
		const pieces = text.split(/[-·‑/]/);
		const longest = Math.max(...pieces.map((piece) => piece.length));
		if (longest < limits.compound || familiar.test(lower) || /[\d.@]/.test(text)) return [];
		const split = pieces.map((piece) =>
			piece.length < limits.compound || !/^\p{Lu}/u.test(piece) ? piece : compoundParts(piece).join('-'),
		);
		const proposal = split.join('-');
		const isCompound = proposal !== pieces.join('-');
		if (!isCompound && longest < limits.word) return [];
		return [{ start, end, values: { words: text }, ...(isCompound ? { proposal } : {}) }];
	});
}

import { editDistance } from './edit-distance.ts';
import { letterSignature, lettersApart } from './letter-signature.ts';

/** A growing set of words that can be asked for beginnings, insides and slips of the pen. */
export interface Spellings {
	/** @param word not added before */
	add(word: string): void;
	withPrefix(prefix: string): string[];
	containing(letters: string): string[];
	/** Words at most so many slips away. */
	near(word: string, slips: number): { word: string; slips: number }[];
}

export function createSpellings(): Spellings {
	let sorted: string[] = [];
	let recent: string[] = [];
	const byLength = new Map<number, { words: string[]; signatures: number[] }>();
	/** Every word between line breaks, for one search through all of them. */
	let letters = '\n';

	return {
		add(word) {
			recent.push(word);
			letters += `${word}\n`;
			const alike = byLength.get(word.length) ?? { words: [], signatures: [] };
			byLength.set(word.length, alike);
			alike.words.push(word);
			alike.signatures.push(letterSignature(word));
		},
		withPrefix(prefix) {
			if (recent.length > mostUnsorted) {
				sorted = [...sorted, ...recent].sort();
				recent = [];
			}
			const found = recent.filter((word) => word.startsWith(prefix));
			for (let index = firstFrom(sorted, prefix); sorted[index]?.startsWith(prefix); index++) {
				found.push(sorted[index] ?? '');
			}
			return found;
		},
		containing(inside) {
			const found: string[] = [];
			for (let at = letters.indexOf(inside); at >= 0;) {
				const end = letters.indexOf('\n', at);
				found.push(letters.slice(letters.lastIndexOf('\n', at) + 1, end));
				at = letters.indexOf(inside, end);
			}
			return found;
		},
		near(word, slips) {
			const signature = letterSignature(word);
			const found: { word: string; slips: number }[] = [];
			for (let length = word.length - slips; length <= word.length + slips; length++) {
				const { words = [], signatures = [] } = byLength.get(length) ?? {};
				for (let index = 0; index < words.length; index++) {
					if (lettersApart(signature, signatures[index] ?? 0) > 2 * slips) continue;
					const candidate = words[index] ?? '';
					const apart = editDistance(word, candidate, slips);
					if (apart <= slips) found.push({ word: candidate, slips: apart });
				}
			}
			return found;
		},
	};
}

const mostUnsorted = 2000;

function firstFrom(sorted: readonly string[], prefix: string): number {
	let low = 0;
	let high = sorted.length;
	while (low < high) {
		const middle = (low + high) >> 1;
		if ((sorted[middle] ?? '') < prefix) low = middle + 1;
		else high = middle;
	}
	return low;
}

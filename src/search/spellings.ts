import { editDistance } from './edit-distance.ts';
import { createGrowingList, type GrowingList } from './growing-list.ts';
import { letterSignature, lettersApart } from './letter-signature.ts';
import type { Symbols } from './symbols.ts';

/** A growing set of words that can be asked for beginnings, insides and slips of the pen. */
export interface Spellings {
	/** @param symbol not added before */
	add(symbol: number): void;
	hasPrefix(letters: string): boolean;
	withPrefix(prefix: string): number[];
	containing(letters: string): number[];
	/** Words at most so many slips away. */
	near(word: string, slips: number): { symbol: number; slips: number }[];
}

export function createSpellings({ textOf, find }: Symbols): Spellings {
	let sorted = new Uint32Array();
	let recent: number[] = [];
	const byLength = new Map<number, AlikeWords>();
	/** Every word between line breaks, for one search through all of them; made when it is first asked for. */
	let letters: string | undefined;
	/** Those that came since: to add to a long text is to copy it. */
	let lettersSince = '\n';

	return {
		add(symbol) {
			const word = textOf(symbol);
			recent.push(symbol);
			if (letters !== undefined) lettersSince += `${word}\n`;
			const alike = byLength.get(word.length) ?? createAlikeWords();
			byLength.set(word.length, alike);
			alike.symbols.set(alike.size, symbol);
			alike.signatures.set(alike.size, letterSignature(word));
			alike.size += 1;
		},
		hasPrefix(letters) {
			sortRecent();
			return textOf(sorted[placeOf(letters)] ?? -1).startsWith(letters);
		},
		withPrefix(prefix) {
			sortRecent();
			const found: number[] = [];
			for (let place = placeOf(prefix); place < sorted.length; place++) {
				const symbol = sorted[place] ?? 0;
				if (!textOf(symbol).startsWith(prefix)) break;
				found.push(symbol);
			}
			return found;
		},
		containing(inside) {
			if (letters === undefined || lettersSince.length > fewLetters) {
				letters = allLetters();
				lettersSince = '\n';
			}
			return [...wordsWith(letters, inside), ...wordsWith(lettersSince, inside)].flatMap(
				(word) => find(word) ?? [],
			);
		},
		near(word, slips) {
			const signature = letterSignature(word);
			const found: { symbol: number; slips: number }[] = [];
			for (let length = word.length - slips; length <= word.length + slips; length++) {
				const alike = byLength.get(length);
				for (let index = 0; index < (alike?.size ?? 0); index++) {
					if (lettersApart(signature, alike?.signatures.get(index) ?? 0) > 2 * slips) continue;
					const symbol = alike?.symbols.get(index) ?? 0;
					const apart = editDistance(word, textOf(symbol), slips);
					if (apart <= slips) found.push({ symbol, slips: apart });
				}
			}
			return found;
		},
	};

	/** Many are sorted with all others, few are put between them. */
	function sortRecent(): void {
		if (recent.length === 0) return;
		const bySpelling = (symbols: readonly number[]) =>
			symbols
				.map((symbol) => ({ symbol, text: textOf(symbol) }))
				.sort((a, b) => (a.text < b.text ? -1 : 1))
				.map(({ symbol }) => symbol);
		if (recent.length * 20 > sorted.length) sorted = Uint32Array.from(bySpelling([...sorted, ...recent]));
		else putBetween(bySpelling(recent));
		recent = [];
	}

	function putBetween(symbols: readonly number[]): void {
		const merged = new Uint32Array(sorted.length + symbols.length);
		let taken = 0;
		for (const [number, symbol] of symbols.entries()) {
			const place = placeOf(textOf(symbol));
			merged.set(sorted.subarray(taken, place), taken + number);
			merged[place + number] = symbol;
			taken = place;
		}
		merged.set(sorted.subarray(taken), taken + symbols.length);
		sorted = merged;
	}

	/** The place of the first word that does not stand before these letters. */
	function placeOf(letters: string): number {
		let low = 0;
		let high = sorted.length;
		while (low < high) {
			const middle = (low + high) >> 1;
			if (textOf(sorted[middle] ?? 0) < letters) low = middle + 1;
			else high = middle;
		}
		return low;
	}

	function allLetters(): string {
		return `\n${[...sorted, ...recent].map((symbol) => `${textOf(symbol)}\n`).join('')}`;
	}
}

const fewLetters = 20_000;

/** @param letters words between line breaks */
function wordsWith(letters: string, inside: string): string[] {
	const found: string[] = [];
	for (let at = letters.indexOf(inside); at >= 0;) {
		const end = letters.indexOf('\n', at);
		found.push(letters.slice(letters.lastIndexOf('\n', at) + 1, end));
		at = letters.indexOf(inside, end);
	}
	return found;
}

/** Words of one length. */
interface AlikeWords {
	readonly symbols: GrowingList;
	readonly signatures: GrowingList;
	size: number;
}

function createAlikeWords(): AlikeWords {
	return { symbols: createGrowingList(), signatures: createGrowingList(), size: 0 };
}

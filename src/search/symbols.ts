/** Numbers for texts, so that a word that is its own stem is kept once. */
export interface Symbols {
	/** The number of a text, given now if it has none. */
	numberFor(text: string): number;
	find(text: string): number | undefined;
	textOf(symbol: number): string;
}

export function createSymbols(): Symbols {
	const numbers = new Map<string, number>();
	const texts: string[] = [];

	return {
		numberFor(text) {
			const known = numbers.get(text);
			if (known !== undefined) return known;
			const symbol = texts.push(text) - 1;
			numbers.set(text, symbol);
			return symbol;
		},
		find: (text) => numbers.get(text),
		textOf: (symbol) => texts[symbol] ?? '',
	};
}

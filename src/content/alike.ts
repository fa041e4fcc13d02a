/** The different words of a text, for `alike`. */
export function wordsOf(text: string): readonly string[] {
	return [...new Set(text.toLowerCase().match(/[\p{L}\p{N}]+/gu))];
}

/** Share of words that two texts have in common: 0 to 1. */
export function alike(one: readonly string[], other: readonly string[]): number {
	const words = new Set(one);
	const common = other.reduce((count, word) => count + (words.has(word) ? 1 : 0), 0);
	const all = one.length + other.length;
	return all === 0 ? 0 : (2 * common) / all;
}

/** So far ahead a sign of the text is looked for: longer than the marks and addresses between two words. */
const farthest = 400;

/**
 * Where the signs of a text stand in the Markdown that it was read from; -1 for what stands nowhere there. Marks and
 * addresses are passed over, line breaks are spaces.
 */
export function alignText(text: string, markdown: string): readonly number[] {
	let next = 0;
	return Array.from({ length: text.length }, (_, index) => {
		const found = findSign(text.charAt(index), markdown, next);
		if (found !== -1) next = found + 1;
		return found;
	});
}

function findSign(sign: string, markdown: string, from: number): number {
	const end = Math.min(markdown.length, from + farthest);
	for (let at = from; at < end; at += 1) {
		if (markdown[at] === sign || (isSpace(sign) && isSpace(markdown.charAt(at)))) return at;
	}
	return -1;
}

function isSpace(sign: string): boolean {
	return sign === ' ' || sign === '\n' || sign === '\u00A0';
}

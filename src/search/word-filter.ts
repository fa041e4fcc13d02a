/**
 * Tells quickly that a word of a text is none of those looked for, by its first three letters. Where folding may
 * change these, or letters are not ASCII, it lets the word pass.
 */
export interface WordFilter {
	/** @param word folded */
	add(word: string): void;
	mayHold(text: string, start: number, end: number): boolean;
}

export function createWordFilter(): WordFilter {
	const beginnings = new Uint8Array(1 << 15);
	return {
		add(word) {
			const code = beginningOf(word, 0, word.length);
			if (code !== undefined) beginnings[code] = 1;
		},
		mayHold(text, start, end) {
			const code = beginningOf(text, start, end);
			return code === undefined || beginnings[code] === 1;
		},
	};
}

/** Five bits a letter; nothing where the folded word may begin in another way. */
function beginningOf(text: string, start: number, end: number): number | undefined {
	let beginning = 0;
	let before = 0;
	for (let index = start; index < start + 3; index++) {
		const code = index < end ? text.charCodeAt(index) : 0;
		if (code >= 0x80) return undefined;
		const letter = code & 31;
		if (letter === e && (before === a || before === o || before === u)) return undefined;
		beginning = (beginning << 5) | letter;
		before = letter;
	}
	return beginning;
}

const a = 1;
const e = 5;
const o = 15;
const u = 21;

/** A word of a text: `text.slice(start, end)`. */
export interface Word {
	readonly start: number;
	readonly end: number;
}

/**
 * Words are runs of letters, marks and digits of any script. Hyphens separate; what only shows where a word may
 * break (soft hyphen, the middle dot of Leichte Sprache) does not.
 */
export function words(text: string): Word[] {
	const found: Word[] = [];
	eachWord(text, (start, end) => {
		found.push({ start, end });
	});
	return found;
}

/** The same without a list, for long texts. */
export function eachWord(text: string, visit: (start: number, end: number) => void): void {
	let start = -1;
	for (let index = 0; index < text.length; index++) {
		const code = text.charCodeAt(index);
		const size = code >= 0xd800 && code <= 0xdbff ? 2 : 1;
		const inside = size === 1 ? isWordCode(code) : isWordCharacter(text.slice(index, index + 2));
		if (inside && start < 0) start = index;
		if (!inside && start >= 0) {
			visit(start, index);
			start = -1;
		}
		index += size - 1;
	}
	if (start >= 0) visit(start, text.length);
}

const breakPoints = /[\u00AD\u00B7\u2027\u200B-\u200D\u2060]/;
const wordCharacter = /[\p{L}\p{M}\p{N}]/u;

/** 0 not asked yet, 1 part of a word, 2 not. */
const known = new Uint8Array(0x10000);

function isWordCode(code: number): boolean {
	const answer = known[code];
	if (answer === 1) return true;
	if (answer === 2) return false;
	const inside = isWordCharacter(String.fromCharCode(code));
	known[code] = inside ? 1 : 2;
	return inside;
}

function isWordCharacter(character: string): boolean {
	return wordCharacter.test(character) || breakPoints.test(character);
}

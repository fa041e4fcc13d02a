/** A word of a text: `text.slice(start, end)`. */
export interface Word {
	readonly start: number;
	readonly end: number;
}

/**
 * Words are runs of letters, marks and digits of any script. Hyphens separate; what only shows where a word may
 * break (soft hyphen, the middle dot of Leichte Sprache) does not, and is no word by itself.
 */
export function words(text: string): Word[] {
	const found: Word[] = [];
	eachWord(text, (start, end) => {
		found.push({ start, end });
		return true;
	});
	return found;
}

/** The same without a list, for long texts. @param visit answers whether to go on */
export function eachWord(text: string, visit: (start: number, end: number) => boolean): void {
	let start = -1;
	let sounds = false;
	for (let index = 0; index < text.length; index++) {
		const code = text.charCodeAt(index);
		const size = code >= 0xd800 && code <= 0xdbff ? 2 : 1;
		const kind = size === 1 ? kindOfCode(code) : kindOf(text.slice(index, index + 2));
		if (kind === outside) {
			if (sounds && !visit(start, index)) return;
			start = -1;
			sounds = false;
		} else {
			if (start < 0) start = index;
			if (kind === sounding) sounds = true;
		}
		index += size - 1;
	}
	if (sounds) visit(start, text.length);
}

const sounding = 1;
const silent = 2;
const outside = 3;
const silentCharacter = /[\p{M}\u00AD\u00B7\u2027\u200B-\u200D\u2060]/u;
const soundingCharacter = /[\p{L}\p{N}]/u;

/** 0 not asked yet. */
const known = new Uint8Array(0x10000);

function kindOfCode(code: number): number {
	const answer = known[code];
	if (answer) return answer;
	const kind = kindOf(String.fromCharCode(code));
	known[code] = kind;
	return kind;
}

function kindOf(character: string): number {
	if (soundingCharacter.test(character)) return sounding;
	return silentCharacter.test(character) ? silent : outside;
}

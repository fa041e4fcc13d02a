/** Where a comment stands: words of the text, and how many characters of it, without spaces, come before them. */
export interface Passage {
	readonly quote: string;
	readonly position: number;
}

/**
 * Where the words of a passage stand in a text, or null if they are there no more; of several places the one nearest
 * to where they stood. Spaces and line breaks do not count: a browser, a text and its HTML have other ones.
 */
export function locatePassage(text: string, { quote, position }: Passage): number | null {
	const words = withoutSpaces(quote);
	const whole = withoutSpaces(text);
	if (words === '') return null;
	let nearest: number | null = null;
	for (let place = whole.indexOf(words); place >= 0; place = whole.indexOf(words, place + 1)) {
		if (nearest === null || Math.abs(place - position) < Math.abs(nearest - position)) nearest = place;
	}
	return nearest;
}

function withoutSpaces(text: string): string {
	return text.replace(/[\s\u00ad\u200b]+/g, '');
}

/** What a browser shows of HTML that was made here: without tags, characters in place of their names. */
export function readableText(html: string): string {
	return html
		.replace(/<(?:[^>"']|"[^"]*"|'[^']*')*>/g, ' ')
		.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|(\w{2,8}));/gi, (whole, decimal, hexadecimal, name) => {
			if (decimal !== undefined) return codePoint(Number(decimal));
			if (hexadecimal !== undefined) return codePoint(Number.parseInt(hexadecimal, 16));
			return entities.get(String(name)) ?? whole;
		});
}

const entities = new Map([
	['amp', '&'],
	['lt', '<'],
	['gt', '>'],
	['quot', '"'],
	['apos', "'"],
	['nbsp', ' '],
]);

function codePoint(number: number): string {
	return number <= 0x10_ff_ff ? String.fromCodePoint(number) : '';
}

/** Where a comment stands: words of the text, and how many characters of it, without spaces, come before them. */
export interface Passage {
	readonly quote: string;
	readonly position: number;
}

/**
 * Where the words of a passage stand in a text, or null if they are there no more; of several places the one nearest
 * to where they stood. Spaces and line breaks do not count: a browser, a text and its HTML have other ones.
 */
export function locatePassage(text: string, passage: Passage): number | null {
	return nearestOf(placesOf(text, passage.quote), passage.position);
}

/** One of the places in a field where the words of a passage stand. */
export interface PassagePlace {
	readonly field: string;
	/** Which of them, from 0, and how many there are. */
	readonly index: number;
	readonly count: number;
}

/** The same in the fields of a text, which are read one after the other. */
export function placePassage(
	texts: readonly { readonly field: string; readonly text: string }[],
	{ quote, position }: Passage,
): PassagePlace | null {
	let before = 0;
	const found = texts.flatMap(({ field, text }) => {
		const places = placesOf(text, quote);
		const start = before;
		before += withoutSpaces(text).length;
		return places.map((place, index) => ({ place: start + place, field, index, count: places.length }));
	});
	const nearest = nearestOf(
		found.map(({ place }) => place),
		position,
	);
	const one = found.find(({ place }) => place === nearest);
	return one ? { field: one.field, index: one.index, count: one.count } : null;
}

/** Characters before each of them, without spaces. */
function placesOf(text: string, quote: string): readonly number[] {
	const words = withoutSpaces(quote);
	const whole = withoutSpaces(text);
	if (words === '') return [];
	const places: number[] = [];
	for (let place = whole.indexOf(words); place >= 0; place = whole.indexOf(words, place + 1)) places.push(place);
	return places;
}

function nearestOf(places: readonly number[], position: number): number | null {
	const [nearest] = places.toSorted((one, other) => Math.abs(one - position) - Math.abs(other - position));
	return nearest ?? null;
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

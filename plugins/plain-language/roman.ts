const roman = /^M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})$/;
const values: Readonly<Record<string, number>> = { I: 1, V: 5, X: 10, L: 50, C: 100, D: 500, M: 1000 };
/** Which stand for other things more often. */
const others = new Set([
	'CD',
	'MD',
	'DC',
	'CC',
	'MM',
	'DL',
	'CV',
	'CL',
	'LCD',
	'MC',
	'DI',
	'MI',
	'MIX',
	'XL',
	'XXL',
]);

export function isRoman(text: string): boolean {
	return text.length > 1 && roman.test(text) && !others.has(text);
}

/** @param text a Roman numeral */
export function arabicOf(text: string): number {
	const digits = [...text].map((sign) => values[sign] ?? 0);
	return digits.reduce((sum, digit, index) => sum + (digit < (digits[index + 1] ?? 0) ? -digit : digit), 0);
}

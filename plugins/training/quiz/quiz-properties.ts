/** What can be said of a question in a line of its own, `Punkte: 2`. */
export type PropertyName =
	| 'answer'
	| 'points'
	| 'feedback'
	| 'right'
	| 'wrong'
	| 'sample'
	| 'order'
	| 'draw'
	| 'unit'
	| 'spelling'
	| 'choice'
	| 'scoring';

const names: Readonly<Record<PropertyName, readonly string[]>> = {
	answer: ['antwort', 'antworten', 'lösung', 'answer', 'answers'],
	points: ['punkte', 'punkt', 'points', 'point'],
	feedback: ['rückmeldung', 'erklärung', 'feedback', 'explanation'],
	right: ['bei richtig', 'wenn richtig', 'if right', 'if correct'],
	wrong: ['bei falsch', 'wenn falsch', 'if wrong'],
	sample: ['musterlösung', 'musterantwort', 'sample answer', 'sample solution'],
	order: ['reihenfolge', 'order'],
	draw: ['ziehen', 'draw'],
	unit: ['einheit', 'unit'],
	spelling: ['schreibweise', 'spelling'],
	choice: ['auswahl', 'choice'],
	scoring: ['wertung', 'scoring'],
};

const byWord = new Map(
	Object.entries(names).flatMap(([name, words]) => words.map((word) => [word, name] as const)),
);

/** What a property may say, in both languages. */
export const propertyWords = {
	true: ['richtig', 'wahr', 'ja', 'stimmt', 'true', 'yes', 'right', 'correct'],
	false: ['falsch', 'unwahr', 'nein', 'stimmt nicht', 'false', 'no', 'wrong'],
	free: ['frei', 'freitext', 'free', 'free text'],
	fixed: ['fest', 'wie geschrieben', 'fixed', 'as written'],
	exact: ['genau', 'exact'],
	several: ['mehrere', 'several', 'multiple'],
	one: ['eine', 'one', 'single'],
	whole: ['ganz', 'nur ganz richtig', 'all or nothing'],
	parts: ['teilweise', 'in teilen', 'partly'],
} as const;

export function isWord(value: string, meaning: keyof typeof propertyWords): boolean {
	const said = value.trim().replace(/[.!]$/, '').toLowerCase();
	return propertyWords[meaning].some((word) => word === said);
}

export function readProperty(line: string): { readonly name: PropertyName; readonly value: string } | null {
	const [, word = '', value = ''] = /^([\p{L} ]{4,16}):(?:[ \t]+(.*))?$/su.exec(line) ?? [];
	const name = byWord.get(word.toLowerCase());
	return isPropertyName(name) ? { name, value: value.trim() } : null;
}

function isPropertyName(name: string | undefined): name is PropertyName {
	return name !== undefined && Object.hasOwn(names, name);
}

/** `2,5` and `2.5`: a comma as well as a point is where the fraction begins, so `1.000` is one. */
export function readNumber(text: string): number | null {
	const said = text.trim().replace(',', '.');
	if (!/^[-+]?\d{1,15}(?:\.\d{1,10})?$/.test(said)) return null;
	return Number(said);
}

/** `72 ± 2`, also `72 +- 2` and `72`. */
export function readTolerance(text: string): { readonly value: number; readonly tolerance: number } | null {
	const [number = '', tolerance = '0', more] = text.split(/±|\+\/-|\+-/);
	const value = readNumber(number);
	const around = readNumber(tolerance);
	if (value === null || around === null || around < 0 || more !== undefined) return null;
	return { value, tolerance: around };
}

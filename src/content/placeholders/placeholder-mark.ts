/** What stands between `{{` and `}}`. */
export type PlaceholderMark =
	/** `organisation.phone`, `today + 14 days` */
	| { readonly kind: 'value'; readonly path: string; readonly shifts: readonly Shift[] }
	/** `#if organisation.fax`, `#unless ask.kind = "Neuantrag"`, `#each organisation.sites` */
	| {
			readonly kind: 'open';
			readonly of: SectionKind;
			readonly path: string;
			/** The text that the value has to be; null where it only has to be there. */
			readonly equals: string | null;
	  }
	/** `/if` */
	| { readonly kind: 'close'; readonly of: SectionKind };

export type SectionKind = 'if' | 'unless' | 'each';

/** What is added to a day. */
export interface Shift {
	readonly amount: number;
	readonly unit: 'day' | 'week' | 'month' | 'year';
}

/** Everything of this form is looked at; what `parseMark` does not know stays text. */
export const markPattern = String.raw`\{\{[ \t\u00a0]*([#/A-Za-z][^{}\n]{0,199}?)[ \t\u00a0]*\}\}`;

/** Null for what is no mark. */
export function parseMark(text: string): PlaceholderMark | null {
	return parseSection(text) ?? parseValue(text);
}

/** A mark as it is best written, without `{{` and `}}`. */
export function writeMark(mark: PlaceholderMark): string {
	if (mark.kind === 'close') return `/${mark.of}`;
	if (mark.kind === 'open') {
		return `#${mark.of} ${mark.path}${mark.equals === null ? '' : ` = "${mark.equals}"`}`;
	}
	const shifts = mark.shifts.map(
		({ amount, unit }) =>
			` ${amount < 0 ? '-' : '+'} ${Math.abs(amount)} ${unit}${Math.abs(amount) === 1 ? '' : 's'}`,
	);
	return mark.path + shifts.join('');
}

const path = '[A-Za-z][A-Za-z0-9]{0,63}(?:\\.[A-Za-z0-9]{1,64}){0,7}';
/** Word writes other quotation marks than one types. */
const opening = /^#(if|unless|each)\s+(\S{1,300})(?:\s*={1,2}\s*["'„“”‚‘’»«]([^"'„“”‚‘’»«]{0,100})["'„“”‚‘’»«])?$/;
const closing = /^\/\s*(if|unless|each)$/;
const value = new RegExp(`^(${path})((?:\\s*[-+−–]\\s*\\d{1,4}\\s*(?:days?|weeks?|months?|years?)){0,4})$`);
const shift = /([-+−–])\s*(\d{1,4})\s*(day|week|month|year)/g;
const wholePath = new RegExp(`^${path}$`);

function parseSection(text: string): PlaceholderMark | null {
	const [, closed] = closing.exec(text) ?? [];
	if (isSection(closed)) return { kind: 'close', of: closed };
	const [, of, named = '', equals] = opening.exec(text) ?? [];
	if (!isSection(of) || !wholePath.test(named) || (of === 'each' && equals !== undefined)) return null;
	return { kind: 'open', of, path: named, equals: equals?.trim() ?? null };
}

function parseValue(text: string): PlaceholderMark | null {
	const [, name, added = ''] = value.exec(text) ?? [];
	if (name === undefined) return null;
	const shifts = [...added.matchAll(shift)].map(([, sign, amount, unit]) => ({
		amount: Number(amount) * (sign === '+' ? 1 : -1),
		unit: units[unit ?? ''] ?? ('day' as const),
	}));
	return { kind: 'value', path: name, shifts };
}

const units: Readonly<Record<string, Shift['unit']>> = { day: 'day', week: 'week', month: 'month', year: 'year' };

function isSection(word: string | undefined): word is SectionKind {
	return word === 'if' || word === 'unless' || word === 'each';
}

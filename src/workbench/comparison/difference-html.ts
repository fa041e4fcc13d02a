import type { DifferencePart } from './word-difference.ts';

/** What is read aloud around words that were put in or taken out, in the language of the interface. */
export interface DifferenceWords {
	readonly language: string;
	readonly addedStart: string;
	readonly addedEnd: string;
	readonly removedStart: string;
	readonly removedEnd: string;
}

/** Whether the words at some place are bold or struck out, in the text before and in the one after. */
type Style = { readonly [Side in 'before' | 'after']: { strong: boolean; struck: boolean } };

/**
 * A string and not a component, because every blank between its elements would show. Signs of Markdown are taken away
 * for those who never learnt it, and what they mean is shown; where nothing but signs differs, they stay.
 */
export function toDifferenceHtml(
	parts: readonly DifferencePart[],
	words: DifferenceWords,
	how: 'asRead' | 'asWritten' = 'asRead',
): string {
	const aloud = (text: string) =>
		`<span class="visually-hidden" lang="${escape(words.language)}"> ${escape(text)} </span>`;
	const style: Style = {
		before: { strong: false, struck: false },
		after: { strong: false, struck: false },
	};
	return parts
		.map(({ kind, text }, index) => {
			const startsLine = index === 0 || (parts[index - 1]?.text.endsWith('\n') ?? false);
			const html = how === 'asWritten' ? escape(text) : withoutSigns(text, kind, startsLine, style);
			if (kind === 'same') return html;
			const tag = kind === 'added' ? 'ins' : 'del';
			const start = kind === 'added' ? words.addedStart : words.removedStart;
			const end = kind === 'added' ? words.addedEnd : words.removedEnd;
			return `<${tag}>${aloud(start)}${html}${aloud(end)}</${tag}>`;
		})
		.join('');
}

/** True for what is nothing but a frame of other lines. */
export function isOnlySigns(text: string): boolean {
	return text.replace(signs, '').trim() === '';
}

const signs =
	/^\s{0,3}#{1,6} |^\s{0,3}:::+(?: ?\w+ ?)?|^[ \t]*\|[ \t|:-]*$|^\s{0,3}> ?|^[ \t]*[-+*] (?=\S)|\*\*|~~|\[\[|\]\]|!?\[(?=[^[\]\n]*\]\([^()\s]*\))|\]\([^()\s]*\)|\|/gm;

function withoutSigns(text: string, kind: DifferencePart['kind'], startsLine: boolean, style: Style): string {
	const areShown = kind !== 'same' && isOnlySigns(text);
	let html = '';
	let from = 0;
	for (const match of text.matchAll(signs)) {
		const [sign] = match;
		const isOfLine = lineSign.test(sign);
		// In the middle of a line it is no sign of one.
		if (isOfLine && match.index === 0 && !startsLine) continue;
		html += styled(text.slice(from, match.index), kind, style) + signHtml(sign, areShown);
		from = match.index + sign.length;
		toggle(sign, kind, style);
	}
	return html + styled(text.slice(from), kind, style);
}

const lineSign = /^\s*(?:#{1,6} |:::|\|[\s|:]*-|> ?|[-+*] )/;

function signHtml(sign: string, isShown: boolean): string {
	if (isShown) return `<span class="sign" data-shown>${escape(sign)}</span>`;
	if (sign.trim() === '|') return '<span class="sign" data-sign="cell">|</span>';
	if (sign === '![') return '<span class="sign" data-sign="image">![</span>';
	if (/^\s*[-+*] $/.test(sign)) return `<span class="sign" data-sign="item">${escape(sign)}</span>`;
	return `<span class="sign">${escape(sign)}</span>`;
}

function toggle(sign: string, kind: DifferencePart['kind'], { before, after }: Style): void {
	const sides = kind === 'same' ? [before, after] : [kind === 'removed' ? before : after];
	for (const side of sides) {
		if (sign === '**') side.strong = !side.strong;
		if (sign === '~~') side.struck = !side.struck;
	}
}

function styled(text: string, kind: DifferencePart['kind'], { before, after }: Style): string {
	if (text === '') return '';
	const { strong, struck } = kind === 'removed' ? before : after;
	const inner = struck ? `<s>${escape(text)}</s>` : escape(text);
	return strong ? `<strong>${inner}</strong>` : inner;
}

function escape(text: string): string {
	return text
		.replaceAll('&', '&amp;')
		.replaceAll('<', '&lt;')
		.replaceAll('>', '&gt;')
		.replaceAll('"', '&quot;');
}

import type { DifferencePart } from './word-difference.ts';

/** What is read aloud around words that were put in or taken out, in the language of the interface. */
export interface DifferenceWords {
	readonly language: string;
	readonly addedStart: string;
	readonly addedEnd: string;
	readonly removedStart: string;
	readonly removedEnd: string;
}

/** A string and not a component, because every blank between its elements would show. */
export function toDifferenceHtml(parts: readonly DifferencePart[], words: DifferenceWords): string {
	const aloud = (text: string) =>
		`<span class="visually-hidden" lang="${escape(words.language)}"> ${escape(text)} </span>`;
	return parts
		.map(({ kind, text }) => {
			if (kind === 'same') return withSigns(escape(text));
			const tag = kind === 'added' ? 'ins' : 'del';
			const start = kind === 'added' ? words.addedStart : words.removedStart;
			const end = kind === 'added' ? words.addedEnd : words.removedEnd;
			return `<${tag}>${aloud(start)}${withSigns(escape(text))}${aloud(end)}</${tag}>`;
		})
		.join('');
}

/** Signs of Markdown stand back behind the words, for those who never learnt it. */
function withSigns(html: string): string {
	return html.replace(
		/^#{1,6} |\*\*|~~|\]\([^()\s]*\)|\[\[|\]\]|^:::+ ?|^\s*\|[\s|:-]*$|\|/gm,
		(sign) => `<span class="sign">${sign}</span>`,
	);
}

function escape(text: string): string {
	return text
		.replaceAll('&', '&amp;')
		.replaceAll('<', '&lt;')
		.replaceAll('>', '&gt;')
		.replaceAll('"', '&quot;');
}

import type { Surroundings } from './converted-text.ts';

/** What mammoth reads of a Word file, as far as it matters here. */
interface WordElement {
	readonly type: string;
	readonly children?: readonly WordElement[];
	readonly value?: string;
	readonly styleName?: string | null;
	readonly numbering?: object | null;
	readonly isBold?: boolean;
}

interface WordDocument extends WordElement {
	readonly children: readonly WordElement[];
	readonly comments: readonly unknown[];
}

const longestHeading = 100;

/** Finds the headings that somebody only made bold, and says what stays behind. */
export function prepareWord(document: WordDocument, note: Surroundings['note']): WordDocument {
	const { children, comments } = document;
	if (comments.length > 0) note({ code: 'wordComments', values: { count: comments.length } });
	if (children.some(({ styleName }) => /^(?:heading|überschrift) \d/i.test(styleName ?? ''))) return document;
	const shown = children.filter((one) => one.type === 'table' || textOf(one).trim() !== '');
	const headings = shown.filter((one, index) => {
		const after = shown[index + 1];
		// Several bold lines in a row are emphasis or an address.
		return isBoldLine(one) && after && !isBoldLine(after) && !isBoldLine(shown[index - 1]);
	});
	if (headings.length === 0) return document;
	const bold = new Set(headings);
	note({ code: 'boldHeadings', values: { count: bold.size } });
	return {
		...document,
		children: children.map((one) => (bold.has(one) ? { ...one, styleName: 'heading 2' } : one)),
	};
}

/** A line of its own, all of it bold, that is no sentence. */
function isBoldLine(element: WordElement | undefined): boolean {
	if (!element) return false;
	const text = textOf(element).trim();
	if (element.type !== 'paragraph' || element.numbering || /^(?:title|titel)$/i.test(element.styleName ?? ''))
		return false;
	if (text === '' || text.length > longestHeading || /[.,;:!?]$/.test(text)) return false;
	return runsOf(element).every((run) => run.isBold === true || textOf(run).trim() === '');
}

function runsOf(element: WordElement): readonly WordElement[] {
	return element.type === 'run' ? [element] : (element.children ?? []).flatMap(runsOf);
}

function textOf({ value = '', children = [] }: WordElement): string {
	return value + children.map(textOf).join('');
}

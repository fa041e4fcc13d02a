import { gapMark } from './gap-marks.ts';
import type { Gap } from './quiz-model.ts';
import { readTolerance } from './quiz-properties.ts';

interface FoundGaps {
	/** With marks in place of the gaps. */
	readonly text: string;
	readonly gaps: readonly { readonly content: string }[];
	readonly isOpen: boolean;
}

/** Braces in a text, but for `\{` and for placeholders like `{{organisation.name}}`. */
export function findGaps(source: string): FoundGaps {
	const gaps: { content: string }[] = [];
	const text = source.replaceAll(
		/\\[{}]|\{\{[^{}\n]*\}\}|\{([^{}\n]*)\}/g,
		(whole: string, content: string | undefined) => {
			if (content === undefined) return whole;
			gaps.push({ content });
			return gapMark(gaps.length - 1);
		},
	);
	const isOpen = text.replaceAll(/\\[{}]|\{\{[^{}\n]*\}\}/g, '').includes('{');
	return { text, gaps, isOpen };
}

/** `Einwilligung | Zustimmung`, `[x] immer [ ] nie`, `72 ± 2`. */
export function readGap(
	content: string,
	isExact: boolean,
): { readonly gap: Gap | null; readonly fault: string | null } {
	const boxes = [...content.matchAll(/\[([ xX]?)\]([^[\]]*)/g)];
	if (boxes.length > 0) return readMenu(content, boxes);
	if (content.includes('±') || content.includes('+-')) {
		const number = readTolerance(content);
		return number
			? { gap: { kind: 'number', ...number }, fault: null }
			: { gap: null, fault: 'numberInvalid' };
	}
	const answers = content
		.split('|')
		.map((answer) =>
			answer
				.trim()
				.replace(/^"(.*)"$/, '$1')
				.trim(),
		)
		.filter((answer) => answer !== '');
	if (answers.length === 0) return { gap: null, fault: 'gapEmpty' };
	return { gap: { kind: 'words', answers: [...new Set(answers)], isExact }, fault: null };
}

function readMenu(
	content: string,
	boxes: readonly RegExpExecArray[],
): { readonly gap: Gap | null; readonly fault: string | null } {
	const options = boxes.map(([, mark = '', text = '']) => ({
		text: text.trim(),
		isRight: mark.toLowerCase() === 'x',
	}));
	const before = content.slice(0, boxes[0]?.index).trim();
	if (before !== '' || options.some(({ text }) => text === '')) return { gap: null, fault: 'gapMenuText' };
	if (options.length < 2) return { gap: null, fault: 'gapMenuShort' };
	if (!options.some(({ isRight }) => isRight)) return { gap: null, fault: 'gapMenuNoRight' };
	return { gap: { kind: 'menu', options }, fault: null };
}

import { pictureMark, type ImportedPicture } from './pictures.ts';
import type { Question, QuestionGroup } from '../quiz-model.ts';

/** Something of a file that could not be taken over as it was. */
export interface ImportNote {
	/** `training.quiz.import.<reason>` says it. */
	readonly reason: string;
	/** Which question, as the file calls it. */
	readonly question: string;
	readonly line: number | null;
	readonly values: Readonly<Record<string, string | number>>;
}

export interface ImportedQuiz {
	readonly groups: readonly QuestionGroup[];
	/** Questions that the file holds, taken over or not. */
	readonly found: number;
	readonly notes: readonly ImportNote[];
	/** That came with it. */
	readonly pictures?: readonly ImportedPicture[];
}

export type TakeNote = (reason: string, values?: ImportNote['values']) => void;

/** What is wrong with the whole file; the code is one of the table of errors. */
export class UnreadableQuiz extends Error {
	readonly reason: 'noQuestions' | 'notXml' | 'tooLarge';
	readonly line: number;

	constructor(reason: UnreadableQuiz['reason'], line = 0) {
		super(reason);
		this.name = 'UnreadableQuiz';
		this.reason = reason;
		this.line = line;
	}
}

/** The first paragraph is the question, unless it is long; then it is called what the file calls it. */
export function titled(
	name: string,
	text: string,
	kind: Question['kind'],
): { readonly title: string; readonly text: string } {
	const [paragraph = '', ...following] = text.split(/\n{2,}/);
	const first = paragraph.replaceAll(pictureMark, '').trim();
	const rest = [...(paragraph.match(pictureMark) ?? []), ...following];
	// A gap stands in its text, which stays whole.
	const hasGap = kind === 'gap' && first.includes('\uE000');
	const isTitle =
		first !== '' && first.length <= longestTitle && !/\n|^[-*>#|]|^\d+\./.test(first) && !hasGap;
	return isTitle ? { title: first, text: rest.join('\n\n') } : { title: name, text };
}

const longestTitle = 300;

/** Questions in the order of the file, under the category that each belongs to. */
export function grouped(
	questions: readonly { readonly category: string; readonly question: Question }[],
): readonly QuestionGroup[] {
	const byTitle = Map.groupBy(questions, ({ category }) => category);
	return [...byTitle].map(([title, members]) => ({
		title,
		draw: null,
		questions: members.map(({ question }) => question),
	}));
}

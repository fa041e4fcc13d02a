import type { Question } from '../quiz-model.ts';
import { giftAnswers } from './gift-answers.ts';
import { giftText, splitAt, splitBlocks, type GiftBlock } from './gift-text.ts';
import {
	grouped,
	titled,
	UnreadableQuiz,
	type ImportedQuiz,
	type ImportNote,
	type TakeNote,
} from './imported-quiz.ts';

/**
 * Questions of a file in the GIFT format, as Moodle documents it.
 *
 * @throws UnreadableQuiz
 */
export function readGift(file: string): ImportedQuiz {
	const notes: ImportNote[] = [];
	const questions: { category: string; question: Question }[] = [];
	let category = '';
	let found = 0;
	for (const block of splitBlocks(file)) {
		const [, path] = /^\$CATEGORY:[ \t]*(.*)/i.exec(block.text) ?? [];
		if (path !== undefined) {
			category = giftText(path.split('/').at(-1) ?? '').markdown;
			// Questions may follow without a blank line.
			const rest = block.text.split('\n').slice(1).join('\n').trim();
			if (rest === '') continue;
			block.text = rest;
		}
		found += 1;
		const question = readQuestion(block, notes);
		if (question) questions.push({ category, question });
	}
	if (found === 0) throw new UnreadableQuiz('noQuestions');
	return { groups: grouped(questions), found, notes };
}

function readQuestion({ text, line }: GiftBlock, notes: ImportNote[]): Question | null {
	const [, , title = '', said = text] = /^(::)([\s\S]*?)(?<!\\)::([\s\S]*)$/.exec(text) ?? [];
	const name = giftText(title).markdown;
	const { before, inside, after } = splitAt(said);
	const format = /^\s*\[(html|moodle|plain|markdown)\]/.exec(before);
	const stem = before.slice(format?.[0].length ?? 0);
	const formatName = format?.[1] ?? 'moodle';
	const shortName = (name || giftText(stem).markdown).slice(0, 120);
	const note: TakeNote = (reason, values = {}) => {
		const isKnown = notes.some((known) => known.line === line && known.reason === reason);
		if (!isKnown) notes.push({ reason, question: shortName, line, values });
	};
	const toMarkdown = (source: string) => {
		const { markdown, leftOut } = giftText(source, formatName);
		if (leftOut > 0) note('media', { count: leftOut });
		return markdown;
	};
	if (inside === null) {
		note('noQuestion', { kind: 'description' });
		return null;
	}
	const answers = giftAnswers(inside, note, toMarkdown);
	if (!answers) return null;
	const { question, feedback, general } = answers;
	const whole = answers.place(toMarkdown(stem), toMarkdown(after));
	return {
		...question,
		key: '',
		...titled(name, whole, question.kind),
		points: 1,
		feedback: { general, right: feedback?.right ?? '', wrong: feedback?.wrong ?? '' },
	};
}

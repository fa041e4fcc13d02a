import type { Question, QuestionGroup, Quiz } from './quiz-model.ts';
import { quizLimits } from './quiz-limits.ts';
import { toLines, type QuizLine } from './quiz-lines.ts';
import { readNumber } from './quiz-properties.ts';
import { readQuestion } from './read-question.ts';

/** Something in the text that cannot be taken as it stands. A question with an `error` is not asked. */
export interface QuizFault {
	/** `training.quiz.fault.<reason>` says it, `….reason` what to do. */
	readonly reason: string;
	readonly severity: 'error' | 'warning';
	readonly line: number;
	/** Offsets in the text. */
	readonly start: number;
	readonly end: number;
	readonly values: Readonly<Record<string, string | number>>;
}

export interface ReadQuiz {
	readonly quiz: Quiz;
	readonly faults: readonly QuizFault[];
}

export type ReportFault = (
	line: QuizLine,
	reason: string,
	values?: QuizFault['values'],
	severity?: QuizFault['severity'],
) => void;

/** Reads questions as the handbook describes them. Whatever is wrong is reported with its line; the rest stands. */
export function readQuiz(text: string): ReadQuiz {
	const faults: QuizFault[] = [];
	const report: ReportFault = ({ number, start, end }, reason, values = {}, severity = 'error') =>
		faults.push({ reason, severity, line: number, start, end, values: { ...values, line: number } });
	const lines = toLines(text.slice(0, quizLimits.characters));
	const groups = toBlocks(lines).map((block) => readGroup(block, report));
	const quiz = { groups: withOwnKeys(limited(groups, report, lines)).filter(isAsked) };
	if (text.length > quizLimits.characters) report(lastOf(lines), 'tooLong', { most: quizLimits.characters });
	if (quiz.groups.length === 0 && faults.length === 0 && text.trim() !== '')
		report(lastOf(lines), 'noQuestions');
	return { quiz, faults: faults.toSorted((a, b) => a.start - b.start) };
}

/** A group with what stands in it before its first question. */
interface GroupBlock {
	readonly head: QuizLine | null;
	readonly intro: readonly QuizLine[];
	readonly questions: readonly (readonly [QuizLine, ...QuizLine[]])[];
}

function toBlocks(lines: readonly QuizLine[]): readonly GroupBlock[] {
	const blocks: { head: QuizLine | null; intro: QuizLine[]; questions: [QuizLine, ...QuizLine[]][] }[] = [
		{ head: null, intro: [], questions: [] },
	];
	for (const line of lines) {
		const block = blocks.at(-1);
		if (line.kind === 'group') blocks.push({ head: line, intro: [], questions: [] });
		else if (line.kind === 'question') block?.questions.push([line]);
		else (block?.questions.at(-1) ?? block?.intro)?.push(line);
	}
	return blocks;
}

function readGroup({ head, intro, questions }: GroupBlock, report: ReportFault): QuestionGroup {
	const drawing = intro.find(({ property }) => property === 'draw');
	const stray = intro.find((line) => line.kind !== 'blank' && line.property !== 'draw');
	const isQuestion = intro.some(({ kind }) => kind === 'choice' || kind === 'step');
	if (stray && head && isQuestion) report(head, 'oneHash', { title: head.text });
	else if (stray) report(stray, 'outside', {}, 'warning');
	const read = questions.flatMap(([title, ...lines]) => readQuestion(title, lines, report) ?? []);
	return { title: head?.text ?? '', draw: readDraw(drawing, questions.length, report), questions: read };
}

function readDraw(line: QuizLine | undefined, available: number, report: ReportFault): number | null {
	if (!line) return null;
	const draw = readNumber(line.text);
	if (draw === null || !Number.isInteger(draw) || draw < 1) report(line, 'drawInvalid');
	else if (draw > available) report(line, 'drawTooMany', { draw, available }, 'warning');
	else return draw;
	return null;
}

function limited(
	groups: readonly QuestionGroup[],
	report: ReportFault,
	lines: readonly QuizLine[],
): readonly QuestionGroup[] {
	let left: number = quizLimits.questions;
	if (groups.reduce((sum, { questions }) => sum + questions.length, 0) > left) {
		report(lastOf(lines), 'tooManyQuestions', { most: left });
	}
	return groups.map((group) => {
		const questions = group.questions.slice(0, left);
		left -= questions.length;
		return { ...group, questions };
	});
}

/** Two questions that say the same are told apart by their order. */
function withOwnKeys(groups: readonly QuestionGroup[]): QuestionGroup[] {
	const seen = new Map<string, number>();
	const withOwnKey = (question: Question): Question => {
		const times = (seen.get(question.key) ?? 0) + 1;
		seen.set(question.key, times);
		return times === 1 ? question : { ...question, key: `${question.key}-${times}` };
	};
	return groups.map((group) => ({ ...group, questions: group.questions.map(withOwnKey) }));
}

function isAsked({ questions }: QuestionGroup): boolean {
	return questions.length > 0;
}

function lastOf(lines: readonly QuizLine[]): QuizLine {
	const last = lines.findLast(({ kind }) => kind !== 'blank') ?? lines[0];
	if (!last) throw new Error('A text has at least one line.');
	return last;
}

import { keyOf } from './question-key.ts';
import { quizLimits } from './quiz-limits.ts';
import type { QuizLine } from './quiz-lines.ts';
import type { Question } from './quiz-model.ts';
import { isWord, readNumber, type PropertyName } from './quiz-properties.ts';
import { splitFeedback } from './split-feedback.ts';
import { readAnswerLine, readChoices, readGapText, readPairs, readSteps } from './read-answers.ts';
import type { ReportFault } from './read-quiz.ts';

/** Lines of a question, sorted by what they are; what goes on with the line above is joined to it. */
export interface QuestionLines {
	readonly title: QuizLine;
	readonly body: readonly QuizLine[];
	readonly choices: readonly QuizLine[];
	readonly steps: readonly QuizLine[];
	readonly points: readonly QuizLine[];
	readonly properties: ReadonlyMap<PropertyName, readonly QuizLine[]>;
}

/** What is particular to a kind of question. */
export type OwnPart = Question extends infer One
	? One extends Question
		? Omit<One, 'key' | 'title' | 'text' | 'points' | 'feedback'> & {
				/** In place of the text that was written. */
				readonly text?: string;
				/** Said to a wrong answer. */
				readonly wrong?: string;
			}
		: never
	: never;

/** @returns null for a question that cannot be asked, after reporting why */
export function readQuestion(
	title: QuizLine,
	lines: readonly QuizLine[],
	report: ReportFault,
): Question | null {
	const errors: string[] = [];
	const reportOwn: ReportFault = (line, reason, values, severity) => {
		if (severity !== 'warning') errors.push(reason);
		report(line, reason, values, severity);
	};
	const sorted = sortLines(title, lines);
	const text = joined(sorted.body);
	if (title.text.trim() === '' && text === '') reportOwn(title, 'emptyQuestion');
	const own = readOwnPart(sorted, text, reportOwn);
	const said = (name: PropertyName) => joined(sorted.properties.get(name) ?? []);
	const points = readPoints(sorted.properties.get('points')?.at(-1), reportOwn);
	for (const line of sorted.properties.get('draw') ?? []) reportOwn(line, 'drawInQuestion', {}, 'warning');
	if (errors.length > 0 || !own) return null;
	const { text: ownText = text, wrong = '', ...part } = own;
	const question: Question = {
		...part,
		key: '',
		title: title.text.trim(),
		text: ownText,
		points,
		feedback: { general: said('feedback'), right: said('right'), wrong: said('wrong') || wrong },
	};
	return { ...question, key: keyOf(question) };
}

function readOwnPart(lines: QuestionLines, text: string, report: ReportFault): OwnPart | null {
	const { title, choices, steps, points, properties } = lines;
	const [answer] = properties.get('answer') ?? [];
	const pairs = points.some(({ text: pair }) => isPair(pair));
	const [first, second] = [choices[0], answer, pairs ? points[0] : undefined].filter(
		(line) => line !== undefined,
	);
	if (second && first) {
		report(second, 'twoKinds', { other: first.number });
		return null;
	}
	if (choices.length > 0) return readChoices(lines, report);
	if (answer) return readAnswerLine(lines, text, report);
	if (pairs) return readPairs(lines, report);
	const gaps = readGapText(lines, text, report);
	if (gaps) return gaps;
	if (steps.length > 0) return readSteps(lines, report);
	report(title, points.length > 0 ? 'noBoxes' : 'noAnswer', { title: title.text });
	return null;
}

/** `Einwilligung -> schriftlich`; also with a typographic arrow. */
export const arrow = /(?<![ \t])[ \t]+(?:->|=>|→)[ \t]*|^(?:->|=>|→)[ \t]*/;

function isPair(text: string): boolean {
	return arrow.test(text);
}

function sortLines(title: QuizLine, lines: readonly QuizLine[]): QuestionLines {
	const body: QuizLine[] = [];
	const lists: Record<'choice' | 'step' | 'point', QuizLine[]> = { choice: [], step: [], point: [] };
	const properties = new Map<PropertyName, QuizLine[]>();
	let growing: QuizLine[] | null = null;
	for (const line of lines) {
		const last = growing?.at(-1);
		const goesOn = line.kind === 'text' && last && (/^[ \t]/.test(line.source) || last.kind === 'property');
		if (goesOn && growing) {
			const more = line.source.trim();
			growing.splice(-1, 1, {
				...last,
				text: last.text === '' ? more : `${last.text}\n${more}`,
				end: line.end,
			});
		} else if (line.kind === 'property' && line.property) {
			growing = properties.get(line.property) ?? [];
			growing.push(line);
			properties.set(line.property, growing);
		} else if (line.kind === 'choice' || line.kind === 'step' || line.kind === 'point') {
			growing = lists[line.kind];
			growing.push(line);
		} else {
			growing = null;
			body.push(line);
		}
	}
	return withLists({
		title,
		body,
		choices: lists.choice,
		steps: lists.step,
		points: lists.point,
		properties,
	});
}

/** Lists that are no answers belong to the text of the question. */
function withLists(lines: QuestionLines): QuestionLines {
	const { body, choices, points, steps, properties } = lines;
	const hasPairs = points.some(({ text }) => isPair(text));
	const hasGaps =
		!hasPairs &&
		choices.length === 0 &&
		!properties.has('answer') &&
		/(?<!\\)\{/.test(joined([...body, ...steps, ...points]));
	const isAnswered = choices.length > 0 || properties.has('answer') || hasPairs || hasGaps;
	const firstChoice = choices[0]?.number ?? Infinity;
	const inText = new Set([
		...(isAnswered ? steps : []),
		...(hasPairs || (!isAnswered && steps.length === 0)
			? []
			: points.filter(({ number }) => number < firstChoice)),
	]);
	return {
		...lines,
		body: [...body, ...inText].toSorted((a, b) => a.number - b.number),
		steps: steps.filter((line) => !inText.has(line)),
		points: points.filter((line) => !inText.has(line)),
	};
}

function joined(lines: readonly QuizLine[]): string {
	return lines
		.map((line) => (line.kind === 'property' ? line.text : line.source))
		.join('\n')
		.replace(/^\n+/, '')
		.trimEnd();
}

function readPoints(line: QuizLine | undefined, report: ReportFault): number {
	if (!line) return 1;
	const points = readNumber(line.text);
	if (points !== null && points > 0 && points <= quizLimits.points) return points;
	report(line, 'pointsInvalid', { most: quizLimits.points });
	return 1;
}

/** What an answer says and the feedback behind it; a brace that is never closed is reported. */
export function readWithFeedback(
	line: QuizLine,
	report: ReportFault,
): { readonly text: string; readonly feedback: string } {
	const split = splitFeedback(line.text);
	if (split.isOpen) report(line, 'braceOpen');
	return split;
}

export function hasWord(
	{ properties }: QuestionLines,
	name: PropertyName,
	meaning: Parameters<typeof isWord>[1],
): boolean {
	return properties.get(name)?.some(({ text }) => isWord(text, meaning)) ?? false;
}

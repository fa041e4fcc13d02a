import { quizLimits } from './quiz-limits.ts';
import type { QuizLine } from './quiz-lines.ts';
import { gapMark } from './gap-marks.ts';
import type { Gap } from './quiz-model.ts';
import { isWord, readTolerance } from './quiz-properties.ts';
import { findGaps, readGap } from './read-gaps.ts';
import { arrow, hasWord, readWithFeedback, type OwnPart, type QuestionLines } from './read-question.ts';
import type { ReportFault } from './read-quiz.ts';

export function readChoices(lines: QuestionLines, report: ReportFault): OwnPart {
	const { choices: written, points, title } = lines;
	for (const line of written) {
		if (!isRightMark(line.mark) && line.mark !== '') report(line, 'boxUnknown', { mark: line.mark });
	}
	for (const line of points) report(line, 'pointAmongChoices');
	const choices = written.map((line) => ({
		...readEntry(line, report),
		isRight: isRightMark(line.mark),
	}));
	requireDifferent(written, choices, report);
	requireNumber(title, written, report, 2, 'oneChoice');
	const right = choices.filter(({ isRight }) => isRight).length;
	if (right === 0) report(title, 'noRight', { title: title.text });
	if (right > 1 && hasWord(lines, 'choice', 'one')) report(title, 'severalRight', { title: title.text });
	return {
		kind: 'choice',
		several: right > 1 || hasWord(lines, 'choice', 'several'),
		choices,
		isFixed: hasWord(lines, 'order', 'fixed'),
		isWhole: hasWord(lines, 'scoring', 'whole'),
	};
}

export function readSteps(lines: QuestionLines, report: ReportFault): OwnPart {
	const { steps, title } = lines;
	requireNumber(title, steps, report, 2, 'oneStep');
	const items = steps.map((line) => ({ text: line.text, feedback: '' }));
	requireDifferent(steps, items, report);
	return {
		kind: 'order',
		items: items.map(({ text }) => text),
		isWhole: hasWord(lines, 'scoring', 'whole'),
	};
}

export function readPairs(lines: QuestionLines, report: ReportFault): OwnPart {
	const { points, title } = lines;
	const sides = points.flatMap((line) => {
		const at = arrow.exec(line.text);
		if (!at) {
			report(line, 'noArrow');
			return [];
		}
		const left = line.text.slice(0, at.index).trim();
		const right = line.text.slice(at.index + at[0].length).trim();
		if (right === '') report(line, 'emptyPair');
		return [{ line, left, right }];
	});
	const pairs = sides.filter(({ left }) => left !== '');
	requireNumber(
		title,
		pairs.map(({ line }) => line),
		report,
		2,
		'onePair',
	);
	requireDifferent(
		pairs.map(({ line }) => line),
		pairs.map(({ left }) => ({ text: left })),
		report,
	);
	return {
		kind: 'match',
		pairs: pairs.map(({ left, right }) => ({ left, right })),
		others: sides.filter(({ left }) => left === '').map(({ right }) => right),
		isWhole: hasWord(lines, 'scoring', 'whole'),
	};
}

/** `Antwort: falsch`, `Antwort: 72 ± 2`, `Antwort: frei`, `Antwort: Einwilligung | Zustimmung`. */
export function readAnswerLine(lines: QuestionLines, text: string, report: ReportFault): OwnPart | null {
	const answers = lines.properties.get('answer') ?? [];
	const [line] = answers;
	if (!line) return null;
	const said = answers.map((answer) => readWithFeedback(answer, report));
	const wrong = said.map(({ feedback }) => feedback).join('\n');
	const answer = said.map(({ text: one }) => one).join(' | ');
	if (answer.trim() === '') {
		report(line, 'emptyAnswer');
		return null;
	}
	if (isWord(answer, 'true') || isWord(answer, 'false')) {
		return { kind: 'trueFalse', isTrue: isWord(answer, 'true'), wrong };
	}
	if (isWord(answer, 'free')) {
		const sample = lines.properties
			.get('sample')
			?.map((one) => one.text)
			.join('\n');
		return { kind: 'free', sample: sample ?? '' };
	}
	const number = readTolerance(answer);
	const unit = lines.properties.get('unit')?.at(-1)?.text ?? '';
	if (number) return { kind: 'number', ...number, unit, wrong };
	if (/±|\+-|\+\/-/.test(answer)) {
		report(line, 'numberInvalid', { answer: answer.slice(0, 60) });
		return null;
	}
	const gap = readGap(answer, hasWord(lines, 'spelling', 'exact'));
	if (gap.fault !== null) report(line, gap.fault);
	if (gap.gap === null) return null;
	const mark = gapMark(0);
	return {
		kind: 'gap',
		gaps: [gap.gap],
		text: text === '' ? mark : `${text}\n\n${mark}`,
		isWhole: false,
		wrong,
	};
}

/** Gaps stand in braces in the text of the question. */
export function readGapText(lines: QuestionLines, text: string, report: ReportFault): OwnPart | null {
	const found = findGaps(text);
	const at = lines.body.find(({ source }) => source.includes('{')) ?? lines.title;
	if (found.isOpen) report(at, 'braceOpen');
	if (found.gaps.length === 0) return null;
	requireNumber(
		at,
		found.gaps.map(() => at),
		report,
		1,
		'gapEmpty',
	);
	const isExact = hasWord(lines, 'spelling', 'exact');
	const gaps: Gap[] = [];
	for (const { content } of found.gaps) {
		const { gap, fault } = readGap(content, isExact);
		const line = lines.body.find(({ source }) => source.includes(`{${content}}`)) ?? at;
		if (fault !== null) report(line, fault);
		if (gap) gaps.push(gap);
	}
	return { kind: 'gap', gaps, text: found.text, isWhole: hasWord(lines, 'scoring', 'whole') };
}

function readEntry(
	line: QuizLine,
	report: ReportFault,
): { readonly text: string; readonly feedback: string } {
	const { text, feedback } = readWithFeedback(line, report);
	if (text === '') report(line, 'emptyAnswer');
	return { text, feedback };
}

function requireNumber(
	title: QuizLine,
	lines: readonly QuizLine[],
	report: ReportFault,
	least: number,
	tooFew: string,
): void {
	if (lines.length < least) report(lines[0] ?? title, tooFew, { title: title.text });
	const over = lines[quizLimits.answers];
	if (over) report(over, 'tooManyAnswers', { most: quizLimits.answers });
}

function requireDifferent(
	lines: readonly QuizLine[],
	entries: readonly { readonly text: string }[],
	report: ReportFault,
): void {
	const seen = new Map<string, QuizLine>();
	for (const [index, line] of lines.entries()) {
		const text = entries[index]?.text.toLowerCase() ?? '';
		const first = seen.get(text);
		if (first && text !== '') report(line, 'sameAnswer', { first: first.number });
		else seen.set(text, line);
	}
}

function isRightMark(mark: string): boolean {
	return ['x', 'X', '✓', '✔', '*'].includes(mark);
}

import { gapMarks } from './gap-marks.ts';
import type { Gap, Question, QuestionGroup, Quiz } from './quiz-model.ts';
import { isWord, readProperty, readTolerance } from './quiz-properties.ts';

/** Writes questions as `readQuiz` reads them. */
export function writeQuiz({ groups }: Quiz): string {
	return `${groups.map(writeGroup).join('\n\n')}\n`;
}

function writeGroup({ title, draw, questions }: QuestionGroup): string {
	const head = title === '' ? [] : [`# ${oneLine(title)}`];
	const drawing = draw === null ? [] : [`Ziehen: ${draw}`];
	return [...head, ...drawing, ...questions.map(writeQuestion)].join('\n\n');
}

function writeQuestion(question: Question): string {
	const { title, points, feedback } = question;
	const answers = writeAnswers(question);
	const properties = [
		points === 1 ? '' : `Punkte: ${german(points)}`,
		said('Rückmeldung', feedback.general),
		said('Bei richtig', feedback.right),
		said('Bei falsch', feedback.wrong),
	].filter((line) => line !== '');
	return [`## ${oneLine(title)}`, writeText(question), answers.join('\n'), properties.join('\n')]
		.filter((part) => part !== '')
		.join('\n\n');
}

function writeText(question: Question): string {
	if (question.kind === 'gap') {
		if (isOnlyGap(question)) return textLines(question.text.replace(gapMarks, '').trim());
		const text = escapeBraces(textLines(question.text));
		return text.replaceAll(gapMarks, (_, index: string) => {
			const gap = question.gaps[Number(index)];
			return gap ? `{${writeGap(gap)}}` : '';
		});
	}
	const isUnclear = question.kind === 'order' || question.kind === 'match';
	return isUnclear ? escapeBraces(textLines(question.text)) : textLines(question.text);
}

function writeAnswers(question: Question): readonly string[] {
	switch (question.kind) {
		case 'choice':
			return [
				...question.choices.map(
					({ text, isRight, feedback }) =>
						`- [${isRight ? 'x' : ' '}] ${escapeBraces(oneLine(text))}${inBraces(feedback)}`,
				),
				...when(question.isFixed, '', 'Reihenfolge: fest'),
				...when(
					question.several && question.choices.filter(({ isRight }) => isRight).length < 2,
					'Auswahl: mehrere',
				),
				...when(question.isWhole, 'Wertung: ganz'),
			];
		case 'trueFalse':
			return [`Antwort: ${question.isTrue ? 'richtig' : 'falsch'}`];
		case 'order':
			return [
				...question.items.map((item, index) => `${index + 1}. ${oneLine(item)}`),
				...when(question.isWhole, '', 'Wertung: ganz'),
			];
		case 'match':
			return [
				...question.pairs.map(({ left, right }) => `- ${withoutArrow(left)} -> ${withoutArrow(right)}`),
				...question.others.map((other) => `- -> ${withoutArrow(other)}`),
				...when(question.isWhole, '', 'Wertung: ganz'),
			];
		case 'gap': {
			const [gap] = question.gaps;
			const exact = question.gaps.some((one) => one.kind === 'words' && one.isExact);
			return [
				...(gap && isOnlyGap(question) ? [`Antwort: ${writeGap(gap)}`] : []),
				...when(exact, 'Schreibweise: genau'),
				...when(question.isWhole, 'Wertung: ganz'),
			];
		}
		case 'number':
			return [
				`Antwort: ${german(question.value)} ± ${german(question.tolerance)}`,
				...when(question.unit !== '', `Einheit: ${oneLine(question.unit)}`),
			];
		case 'free':
			return ['Antwort: frei', ...when(question.sample !== '', said('Musterlösung', question.sample))];
	}
}

/** A single gap behind the text is an answer line. */
function isOnlyGap({ text, gaps: [gap, ...more] }: Extract<Question, { kind: 'gap' }>): boolean {
	return gap?.kind === 'words' && more.length === 0 && /(?:^|\n\n)\uE0000\uE001$/.test(text);
}

function writeGap(gap: Gap): string {
	if (gap.kind === 'number') return `${german(gap.value)} ± ${german(gap.tolerance)}`;
	if (gap.kind === 'menu') {
		return gap.options.map(({ text, isRight }) => `[${isRight ? 'x' : ' '}] ${plainIn(text)}`).join(' ');
	}
	return gap.answers.map((answer) => quotedIfNeeded(plainIn(answer))).join(' | ');
}

/** What an answer line would take for something else than words. */
function quotedIfNeeded(answer: string): string {
	const isOther = (['true', 'false', 'free'] as const).some((meaning) => isWord(answer, meaning));
	return isOther || readTolerance(answer) ? `"${answer}"` : answer;
}

/** Lines that would begin an answer or another question are made text again. */
function textLines(text: string): string {
	return text
		.split('\n')
		.map((line) => {
			const trimmed = line.trim();
			if (readProperty(trimmed) || /^(?:Thema|Topic|Frage|Question):/i.test(trimmed))
				return trimmed.replace(':', '\\:');
			if (/^\d{1,3}[.)][ \t]/.test(trimmed)) return trimmed.replace(/[.)]/, '\\$&');
			return /^(?:#|[-*+][ \t]|\[|\(|```|~~~)/.test(trimmed) ? `\\${trimmed}` : trimmed;
		})
		.join('\n');
}

function said(name: string, text: string): string {
	return text === ''
		? ''
		: `${name}: ${text
				.split(/\n+/)
				.map((line) => line.trim())
				.filter((line) => line !== '')
				.join('\n  ')}`;
}

function inBraces(feedback: string): string {
	return feedback === '' ? '' : ` {${escapeBraces(oneLine(feedback))}}`;
}

function escapeBraces(text: string): string {
	return text.replaceAll(/\\[{}]|\{\{[\w.#/-]+\}\}|[{}]/g, (brace) =>
		brace.length === 1 ? `\\${brace}` : brace,
	);
}

function plainIn(text: string): string {
	return oneLine(text)
		.replaceAll(/[{}|[\]"]/g, ' ')
		.trim();
}

function withoutArrow(text: string): string {
	return oneLine(text).replaceAll(/->|=>|→/g, '⟶');
}

function oneLine(text: string): string {
	return text.replaceAll(/\s+/g, ' ').trim();
}

function german(number: number): string {
	return number.toLocaleString('de', { useGrouping: false, maximumFractionDigits: 10 });
}

function when(condition: boolean, ...lines: readonly string[]): readonly string[] {
	return condition ? lines : [];
}

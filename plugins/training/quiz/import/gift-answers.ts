import { gapMark } from '../gap-marks.ts';
import { splitBefore } from './gift-text.ts';
import type { TakeNote } from './imported-quiz.ts';
import type { ReadKind } from './moodle-kinds.ts';

interface GiftAnswers extends ReadKind {
	readonly general: string;
	/** The text of the question of what stands before and behind the braces. */
	readonly place: (before: string, after: string) => string;
}

type ToMarkdown = (source: string) => string;

interface GiftAnswer {
	readonly isWanted: boolean;
	/** Null where no weight was written. */
	readonly percent: number | null;
	readonly source: string;
	readonly feedback: string;
}

/** What stands in the braces of a question; null after a note. */
export function giftAnswers(inside: string, note: TakeNote, toMarkdown: ToMarkdown): GiftAnswers | null {
	const [answers = '', general = ''] = inside.split(/(?<!\\)####/);
	const read = readKind(answers.trim(), note, toMarkdown);
	if (!read) return null;
	const place = (before: string, after: string) =>
		after === '' ? before : `${before} \\_\\_\\_\\_\\_ ${after}`.trim();
	return { place, ...read, general: toMarkdown(general) };
}

function readKind(
	answers: string,
	note: TakeNote,
	toMarkdown: ToMarkdown,
): (ReadKind & Partial<Pick<GiftAnswers, 'place'>>) | null {
	if (answers === '') return { question: { kind: 'free', sample: '' } };
	const truth = /^(T|TRUE|F|FALSE)\s*((?:#[\s\S]*)?)$/i.exec(answers);
	if (truth) return readTruth(truth[1] ?? '', truth[2] ?? '', toMarkdown);
	if (answers.startsWith('#')) return readNumber(answers.slice(1), note);
	const parts = splitBefore(answers, '~=').map((part) => readAnswer(part, toMarkdown));
	if (parts.every(({ isWanted, source }) => isWanted && /(?<!\\)->/.test(source))) {
		return readPairs(parts, note, toMarkdown);
	}
	return parts.every(({ isWanted }) => isWanted)
		? readWords(parts, note, toMarkdown)
		: readChoices(parts, note, toMarkdown);
}

/** The first feedback is for a wrong answer, the second for a right one. */
function readTruth(said: string, feedback: string, toMarkdown: ToMarkdown): ReadKind {
	const [wrong = '', right = ''] = feedback
		.split(/(?<!\\)#/)
		.slice(1)
		.map(toMarkdown);
	return { question: { kind: 'trueFalse', isTrue: /^t/i.test(said) }, feedback: { right, wrong } };
}

/** `3:2`, `1..5`, or several of them with weights. */
function readNumber(source: string, note: TakeNote): ReadKind | null {
	const parts = splitBefore(source, '=~').map((part) => readAnswer(part, (text) => text));
	const [first] = parts.filter(({ percent }) => percent === null || percent >= 99.9);
	if (parts.length > 1) note('weights');
	const [answer = ''] = (first?.source ?? '').split('#');
	const [, low, high] = /^(-?[\d.]+)\s*\.\.\s*(-?[\d.]+)$/.exec(answer.trim()) ?? [];
	const [value = NaN, tolerance = 0] =
		low === undefined || high === undefined
			? answer.split(':').map((part) => (part.trim() === '' ? NaN : Number(part)))
			: [(Number(low) + Number(high)) / 2, (Number(high) - Number(low)) / 2];
	if (!Number.isFinite(value) || !Number.isFinite(tolerance)) {
		note('noRightAnswer');
		return null;
	}
	if (first && first.feedback !== '') note('answerFeedback');
	return {
		question: { kind: 'number', value: exact(value), tolerance: exact(Math.abs(tolerance)), unit: '' },
	};
}

/** The middle of 3.141 and 3.142 is 3.1415, and not a little less. */
function exact(number: number): number {
	return Number(number.toPrecision(10));
}

function readPairs(parts: readonly GiftAnswer[], note: TakeNote, toMarkdown: ToMarkdown): ReadKind | null {
	const sides = parts.map(({ source }) => {
		const [left = '', right = ''] = source.split(/(?<!\\)->/);
		return { left: toMarkdown(left), right: toMarkdown(right).replaceAll(/\\(?=\W)/g, '') };
	});
	const pairs = sides.filter(({ left, right }) => left !== '' && right !== '');
	if (pairs.length < 2) {
		note('tooFewPairs');
		return null;
	}
	const others = sides.filter(({ left }) => left === '').map(({ right }) => right);
	return { question: { kind: 'match', pairs, others, isWhole: false } };
}

/** In the place of the braces stands a gap; behind the text it is an answer of its own. */
function readWords(
	parts: readonly GiftAnswer[],
	note: TakeNote,
	toMarkdown: ToMarkdown,
): (ReadKind & Pick<GiftAnswers, 'place'>) | null {
	const right = parts.filter(({ percent }) => percent === null || percent >= 99.9);
	if (right.length < parts.length) note('weights');
	if (parts.some(({ feedback }) => feedback !== '')) note('answerFeedback');
	const answers = right
		.map(({ source }) => toMarkdown(source).replaceAll(/\\(?=\W)/g, ''))
		.filter((answer) => answer !== '');
	if (answers.length === 0) {
		note('noRightAnswer');
		return null;
	}
	return {
		question: { kind: 'gap', gaps: [{ kind: 'words', answers, isExact: false }], isWhole: false },
		place: (before, after) =>
			after === ''
				? `${before}\n\n${gapMark(0)}`
				: `${before} ${gapMark(0)}${/^[.,;:!?]/.test(after) ? '' : ' '}${after}`,
	};
}

function readChoices(parts: readonly GiftAnswer[], note: TakeNote, toMarkdown: ToMarkdown): ReadKind | null {
	const several = !parts.some(({ isWanted, percent }) => isWanted && percent === null);
	const isRight = ({ isWanted, percent }: GiftAnswer) =>
		percent === null ? isWanted : several ? percent > 0 : percent >= 99.9;
	const weights = parts.flatMap(({ percent }) =>
		percent !== null && percent > 0 ? [Math.round(percent)] : [],
	);
	if (several ? new Set(weights).size > 1 : weights.some((percent) => percent < 100)) note('weights');
	const choices = parts.map((part) => ({
		text: toMarkdown(part.source),
		feedback: part.feedback,
		isRight: isRight(part),
	}));
	if (choices.length < 2 || !choices.some((choice) => choice.isRight)) {
		note('noRightAnswer');
		return null;
	}
	return { question: { kind: 'choice', several, choices, isFixed: false, isWhole: false } };
}

/** `=%50%Antwort#Rückmeldung` */
function readAnswer(part: string, toMarkdown: ToMarkdown): GiftAnswer {
	const [answer = '', ...feedback] = part.split(/(?<!\\)#/);
	const [, sign = '', percent, source = ''] =
		/^\s*([~=]?)\s*(?:%(-?\d+(?:\.\d+)?)%)?([\s\S]*)$/.exec(answer) ?? [];
	return {
		isWanted: sign !== '~',
		percent: percent === undefined ? null : Number(percent),
		source: source.trim(),
		feedback: toMarkdown(feedback.join('#')),
	};
}

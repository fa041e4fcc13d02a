import { gapMark } from '../gap-marks.ts';
import type { Gap } from '../quiz-model.ts';
import type { TakeNote } from './imported-quiz.ts';
import type { ReadKind } from './moodle-kinds.ts';

const kinds: ReadonlyMap<string, 'words' | 'exact' | 'menu' | 'number'> = new Map([
	...['SHORTANSWER', 'SA', 'MW'].map((name) => [name, 'words'] as const),
	...['SHORTANSWER_C', 'SAC', 'MWC'].map((name) => [name, 'exact'] as const),
	...['', '_H', '_V', '_S', '_HS', '_VS'].map((way) => [`MULTICHOICE${way}`, 'menu'] as const),
	...['MC', 'MCH', 'MCV', 'MCS', 'MCHS', 'MCVS'].map((name) => [name, 'menu'] as const),
	...['NUMERICAL', 'NM'].map((name) => [name, 'number'] as const),
]);

/** `{1:SHORTANSWER:=Einwilligung~%50%Zustimmung}` in a text is a gap. */
export function readCloze(text: string, note: TakeNote): ReadKind | null {
	const gaps: Gap[] = [];
	const unreadable: string[] = [];
	const marked = text.replaceAll(
		/(?<!\\)\{(\d*):([A-Z\\_]+):((?:\\.|[^{}\\])*)\}/g,
		(_whole, weight: string, name: string, body: string) => {
			if (Number(weight || '1') !== 1) note('gapWeights');
			const kind = kinds.get(name.replaceAll('\\', ''));
			const gap = kind ? readGap(kind, toOptions(body), note) : null;
			if (!gap) {
				unreadable.push(name);
				return '';
			}
			gaps.push(gap);
			return gapMark(gaps.length - 1);
		},
	);
	if (unreadable.length > 0 || gaps.length === 0) {
		note('noGaps');
		return null;
	}
	return { question: { kind: 'gap', gaps, isWhole: false }, text: marked };
}

interface Option {
	readonly text: string;
	readonly percent: number;
	readonly hasFeedback: boolean;
}

/** `=richtig#gut~%50%halb~falsch` */
function toOptions(body: string): readonly Option[] {
	return body.split(/(?<!\\)~/).map((part) => {
		const [answer = '', feedback] = part.split(/(?<!\\)#/);
		const [, sign = '', percent, text = ''] = /^\s*(=?)(?:%(-?\d+(?:\.\d+)?)%)?([\s\S]*)$/.exec(answer) ?? [];
		return {
			text: text.replaceAll(/\\(.)/g, '$1').trim(),
			percent: percent === undefined ? (sign === '=' ? 100 : 0) : Number(percent),
			hasFeedback: feedback !== undefined && feedback.trim() !== '',
		};
	});
}

function readGap(
	kind: 'words' | 'exact' | 'menu' | 'number',
	options: readonly Option[],
	note: TakeNote,
): Gap | null {
	const right = options.filter(({ percent }) => percent >= 99.9);
	const [first] = right;
	if (options.some(({ percent }) => percent > 0 && percent < 99.9)) note('weights');
	if (options.some(({ hasFeedback }) => hasFeedback)) note('answerFeedback');
	if (!first) return null;
	if (kind === 'number') {
		const [value, tolerance = 0] = first.text.split(':').map(Number);
		const isNumber = value !== undefined && Number.isFinite(value) && Number.isFinite(tolerance);
		return isNumber ? { kind: 'number', value, tolerance: Math.abs(tolerance) } : null;
	}
	if (kind === 'menu') {
		if (options.length < 2) return null;
		return {
			kind: 'menu',
			options: options.map(({ text, percent }) => ({ text, isRight: percent >= 99.9 })),
		};
	}
	return { kind: 'words', answers: right.map(({ text }) => text), isExact: kind === 'exact' };
}

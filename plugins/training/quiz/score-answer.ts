import type { Answer } from './answer.ts';
import { menuOf } from './question-menu.ts';
import type { Gap, Question } from './quiz-model.ts';
import { readNumber } from './quiz-properties.ts';

/** From 0 to 1; null where somebody has to read it. Nothing answered is nothing right. */
export function scoreAnswer(question: Question, answer: Answer | null): number | null {
	if (answer === null || answer === '') return 0;
	if (question.kind === 'free') return null;
	const parts = Array.isArray(answer) ? answer : [];
	switch (question.kind) {
		case 'choice':
			return scoreChoices(question, parts);
		case 'trueFalse':
			return answer === question.isTrue ? 1 : 0;
		case 'number':
			return isNear(question, String(answer), question.unit) ? 1 : 0;
		case 'order':
			return share(
				question,
				question.items.map((_, index) => parts[index] === index + 1),
			);
		case 'match': {
			const menu = menuOf(question);
			return share(
				question,
				question.pairs.map(({ right }, index) => menu[Number(parts[index] ?? -1)] === right),
			);
		}
		case 'gap':
			return share(
				question,
				question.gaps.map((gap, index) => fills(gap, String(parts[index] ?? ''))),
			);
	}
}

/** What is chosen too much costs as much as what is missing, so that ticking everything is worth nothing. */
function scoreChoices(
	{ choices, several, isWhole }: Extract<Question, { kind: 'choice' }>,
	parts: readonly unknown[],
): number {
	const right = choices.flatMap(({ isRight }, index) => (isRight ? [index] : []));
	const hits = right.filter((index) => parts.includes(index)).length;
	const wrong = parts.length - hits;
	// Of several right answers to a single choice each is enough.
	if (!several) return hits > 0 && wrong === 0 ? 1 : 0;
	if (isWhole) return hits === right.length && wrong === 0 ? 1 : 0;
	return Math.max(0, (hits - wrong) / right.length);
}

function share({ isWhole }: { readonly isWhole: boolean }, right: readonly boolean[]): number {
	const hits = right.filter(Boolean).length;
	if (isWhole) return hits === right.length ? 1 : 0;
	return right.length === 0 ? 0 : hits / right.length;
}

export function fills(gap: Gap, said: string): boolean {
	if (gap.kind === 'menu') return said !== '' && gap.options[Number(said)]?.isRight === true;
	if (gap.kind === 'number') return isNear(gap, said);
	return gap.answers.some((answer) => isSaid(answer, said, gap.isExact));
}

function isNear(
	{ value, tolerance }: { readonly value: number; readonly tolerance: number },
	said: string,
	unit = '',
): boolean {
	const trimmed = said.trim();
	const withoutUnit = unit !== '' && trimmed.endsWith(unit) ? trimmed.slice(0, -unit.length) : trimmed;
	const number = readNumber(withoutUnit);
	// A little more than the tolerance: 0.1 + 0.2 is not 0.3.
	return number !== null && Math.abs(number - value) <= tolerance + 1e-9 * Math.max(1, Math.abs(value));
}

/** In an answer a `*` stands for any words, and `\*` for itself. */
function isSaid(answer: string, said: string, isExact: boolean): boolean {
	const [wanted, given] = [answer, said].map((text) => comparable(text, isExact));
	const pieces = (wanted ?? '').split(/(?<!\\)\*/).map((piece) => piece.replaceAll('\\*', '*'));
	const text = given ?? '';
	const [first = ''] = pieces;
	if (pieces.length === 1) return text === first;
	const last = pieces.at(-1) ?? '';
	if (!text.startsWith(first) || !text.endsWith(last) || text.length < first.length + last.length)
		return false;
	let at = first.length;
	const end = text.length - last.length;
	for (const piece of pieces.slice(1, -1)) {
		const found = text.indexOf(piece, at);
		if (found < 0 || found + piece.length > end) return false;
		at = found + piece.length;
	}
	return true;
}

function comparable(text: string, isExact: boolean): string {
	const plain = text
		.normalize('NFC')
		.replaceAll(/[\s\u00A0]+/g, ' ')
		.trim();
	return isExact ? plain : plain.toLowerCase().replace(/[.!?]$/, '');
}

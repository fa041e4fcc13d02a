import type { AnsweredQuestion } from '../learning-events.ts';
import type { Answer } from './answer.ts';
import type { Question } from './quiz-model.ts';
import { readNumber } from './quiz-properties.ts';

const interactions = {
	choice: 'choice',
	trueFalse: 'true-false',
	order: 'sequencing',
	match: 'matching',
	gap: 'fill-in',
	number: 'numeric',
	free: 'long-fill-in',
} as const satisfies Record<Question['kind'], AnsweredQuestion['interaction']>;

/** How a question was answered, for the record: what somebody has put into words of their own is not in it. */
export function toAnsweredQuestion(
	question: Question,
	answer: Answer,
	score: number | null,
): AnsweredQuestion {
	const response = responseTo(question, answer);
	return {
		key: question.key,
		interaction: interactions[question.kind],
		...(response === null ? {} : { response }),
		...(score === null ? {} : { score: Math.round(score * 100) }),
	};
}

/** After xAPI 1.0.3, Data, 2.4.4.1; places as the trainer wrote them, from 1. */
function responseTo({ kind }: Question, answer: Answer): string | null {
	const parts = Array.isArray(answer) ? answer : [];
	switch (kind) {
		case 'choice':
			return parts.map((place) => Number(place) + 1).join('[,]');
		case 'trueFalse':
			return String(answer);
		case 'order':
			return parts
				.flatMap((rank, item) => (rank === null ? [] : [{ rank: Number(rank), item: item + 1 }]))
				.toSorted((one, other) => one.rank - other.rank)
				.map(({ item }) => item)
				.join('[,]');
		case 'match':
			return parts
				.flatMap((entry, pair) => (entry === null ? [] : [`${pair + 1}[.]${Number(entry) + 1}`]))
				.join('[,]');
		case 'number':
			return readNumber(String(answer))?.toString() ?? null;
		case 'gap':
		case 'free':
			return null;
	}
}

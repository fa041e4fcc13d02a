import { createHash } from 'node:crypto';
import type { Question } from './quiz-model.ts';

/** The same for a question that says the same, whatever it is worth and whatever is said to its answers. */
export function keyOf(question: Question): string {
	const said = JSON.stringify([question.kind, question.title, question.text, saidBy(question)]);
	return createHash('sha256').update(said.replaceAll(/\s+/g, ' ')).digest('base64url').slice(0, 12);
}

function saidBy(question: Question): unknown {
	switch (question.kind) {
		case 'choice':
			return question.choices.map(({ text }) => text);
		case 'order':
			return question.items;
		case 'match':
			return [question.pairs, question.others];
		case 'gap':
			return question.gaps.map((gap) =>
				gap.kind === 'menu' ? gap.options.map(({ text }) => text) : gap.kind,
			);
		default:
			return null;
	}
}

import type { ProblemCheck, ProblemFinding } from 'verbund';
import { askedPaths, marksIn } from './marks.ts';

/** Questions that nobody has described: the form asks them, but in the words of a placeholder. */
export function createQuestionCheck(): ProblemCheck {
	return {
		check({ asks, texts }): readonly ProblemFinding[] {
			if (!asks) return [];
			const described = new Set(
				texts.flatMap(({ field, markdown }) =>
					/^fields\.questions\.\d+\.name$/.test(field) ? [markdown.trim()] : [],
				),
			);
			return texts
				.filter(({ field }) => field === 'body')
				.flatMap(({ field, markdown }) =>
					askedPaths(marksIn(markdown))
						.filter((path) => path.startsWith('ask.') && !described.has(path.slice('ask.'.length)))
						.map((name) => ({ message: 'templates.questions.undescribed', field, values: { name } })),
				);
		},
	};
}

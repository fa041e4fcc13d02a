import type { ItemStep } from '../../content/review/item-steps.ts';
import type { WorkbenchLocals } from '../locals.ts';

/** What a step says beside the words of whoever did it, in whole sentences. */
export function stepFacts(
	{ facts }: Pick<ItemStep, 'facts'>,
	{ t, format }: Pick<WorkbenchLocals, 't' | 'format'>,
): readonly string[] {
	const { major, publishAt, nextReviewAt, from, code } = facts;
	return [
		...(major === 1 ? [t('steps.major')] : []),
		...(typeof publishAt === 'number' ? [t('steps.publishAt', { date: format.dateTime(publishAt) })] : []),
		...(typeof nextReviewAt === 'number'
			? [t('steps.nextReview', { date: format.fullDate(nextReviewAt) })]
			: []),
		...(typeof from === 'number' ? [t('steps.from', { revision: from })] : []),
		...(typeof code === 'string' ? [t(`error.${code}`)] : []),
	];
}

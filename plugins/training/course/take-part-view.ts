import type { Formatters, Translate } from 'verbund';
import type { Course } from './courses.ts';

/** The one thing to do next. */
type Step = 'continue' | 'again' | 'enrol' | 'accept' | 'request' | 'interest' | 'none';

/** How the reader stands to a course, in a sentence. */
export function takePartView(
	{ own, prerequisites }: Pick<Course, 'own' | 'prerequisites'>,
	{ t, format }: { readonly t: Translate; readonly format: Formatters },
): { readonly text: string; readonly step: Step } {
	const { state, completedAt, dueAt, enrolUntil, free, way } = own;
	if (state === 'enrolled' && completedAt !== null)
		return { text: t('training.stand.completed', { date: format.date(completedAt) }), step: 'again' };
	if (state === 'enrolled') {
		const text =
			dueAt === null
				? t('training.stand.enrolled')
				: t('training.stand.enrolledUntil', { date: format.date(dueAt) });
		return { text, step: 'continue' };
	}
	if (state === 'requested' || state === 'waiting' || state === 'interested')
		return { text: t(`training.stand.${state}`), step: 'none' };
	if (enrolUntil !== null && enrolUntil <= Date.now())
		return { text: t('training.error.enrolmentOver'), step: 'none' };
	if (prerequisites.some(({ isDone }) => !isDone))
		return { text: t('training.error.prerequisites'), step: 'none' };
	if (state === 'invited') return { text: t('training.stand.invited'), step: 'accept' };
	if (way === 'closed' || way === 'invitation')
		return { text: t('training.error.enrolmentClosed'), step: 'none' };
	const until = enrolUntil === null ? [] : [t('training.enrolUntil', { date: format.date(enrolUntil) })];
	if (way === 'interest') return { text: t('training.way.interest'), step: 'interest' };
	const seats =
		free === null ? [] : [t(free > 0 ? 'training.seatsFree' : 'training.seatsNone', { count: free })];
	return {
		text: [t(`training.way.${way}`), ...seats, ...until].join(' '),
		step: way === 'approval' ? 'request' : 'enrol',
	};
}

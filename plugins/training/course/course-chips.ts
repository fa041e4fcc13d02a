import type { Translate } from 'verbund';
import type { Course } from './courses.ts';

/** How long it takes, and what one gets for it. */
export function courseChips(
	{ certificate, inOrder, lessons, minutes, validMonths }: Course,
	{ t }: { readonly t: Translate },
): readonly string[] {
	return [
		t('training.lessons', { count: lessons.length }),
		...(minutes > 0 ? [t('training.minutes', { minutes })] : []),
		...(inOrder ? [t('training.inOrder')] : []),
		...(certificate ? [t('training.certificateValid', { months: validMonths ?? 0 })] : []),
	];
}

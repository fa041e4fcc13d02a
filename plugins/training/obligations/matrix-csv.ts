import { toCsv, type Formatters, type Translate } from 'verbund';
import type { Matrix } from './obligations.ts';

/** A line for each person, a column for each obligation. */
export function matrixCsv(
	{ obligations, people }: Matrix,
	{ t, format }: { readonly t: Translate; readonly format: Formatters },
): string {
	return toCsv([
		[t('training.matrix.person'), ...obligations.map(({ courseTitle }) => courseTitle)],
		...people.map(({ name, cells }) => [
			name,
			...cells.map(({ duty, at }) =>
				duty === 'none' ? '' : t(`training.duty.${duty}`, { date: at === null ? '' : format.fullDate(at) }),
			),
		]),
	]);
}

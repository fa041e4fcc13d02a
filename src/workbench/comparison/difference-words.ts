import type { WorkbenchLocals } from '../locals.ts';
import type { DifferenceWords } from './difference-html.ts';

export function differenceWords({ t, language }: Pick<WorkbenchLocals, 't' | 'language'>): DifferenceWords {
	return {
		language,
		addedStart: t('compare.addedStart'),
		addedEnd: t('compare.addedEnd'),
		removedStart: t('compare.removedStart'),
		removedEnd: t('compare.removedEnd'),
	};
}

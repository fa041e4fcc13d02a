import type { WorkbenchLocals } from '../locals.ts';
import type { ComparisonWords } from './compare-revisions.ts';

/** What the parts of a text are called where two revisions are compared. */
export function comparisonWords({ t, label }: Pick<WorkbenchLocals, 't' | 'label'>): ComparisonWords {
	return {
		title: t('editor.title'),
		summary: t('editor.summary'),
		body: t('editor.body'),
		yes: t('editor.yes'),
		no: t('editor.no'),
		label,
	};
}

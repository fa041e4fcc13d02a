import type { FileText } from '../../content/files/read-file-texts.ts';
import type { WorkbenchLocals } from '../locals.ts';
import type { ComparisonWords } from './compare-revisions.ts';

/** What the parts of a text are called where two revisions are compared, and what their files say. */
export function comparisonWords(
	{ t, label }: Pick<WorkbenchLocals, 't' | 'label'>,
	files: ReadonlyMap<string, FileText> = new Map(),
): ComparisonWords {
	return {
		title: t('editor.title'),
		summary: t('editor.summary'),
		body: t('editor.body'),
		yes: t('editor.yes'),
		no: t('editor.no'),
		label,
		file: (id) => files.get(id) ?? null,
	};
}

import type { DraftText } from '../../content/draft-text.ts';
import type { FieldSchema } from '../../content/fields.ts';
import type { WorkbenchLocals } from '../locals.ts';
import { compareRevisions, type Comparison } from './compare-revisions.ts';
import { comparisonWords } from './comparison-words.ts';

interface ComparedItem {
	readonly id: string;
	readonly organisationId: string;
	readonly schema: FieldSchema;
}

/** Two revisions of an item, with what a reader sees of their files and links. */
export async function compareStored(
	locals: Pick<WorkbenchLocals, 'content' | 't' | 'label'>,
	{ id, organisationId, schema }: ComparedItem,
	before: DraftText,
	after: DraftText,
): Promise<Comparison> {
	const files = await locals.content.fileTexts(id, schema, [before, after]);
	const [from = before, to = after] = await locals.content.linkedTitles(organisationId, [before, after]);
	return compareRevisions(from, to, schema, comparisonWords(locals, files));
}

import { VerbundError } from '../../errors.ts';
import type { ContentType } from '../../content/content-types.ts';
import type { DraftText } from '../../content/draft-text.ts';
import type { WorkingItem } from '../../content/item.ts';
import { openRevisions, toRevisionNumber, type RevisionView } from '../editing/history.ts';
import { renderPreview, renderTexts, type Preview } from '../editing/preview.ts';
import type { WorkbenchLocals } from '../locals.ts';
import type { Comparison } from './compare-revisions.ts';
import { compareStored } from './compare-stored.ts';
import { pairSections } from './sections.ts';

/** Two revisions of an item, chosen by the address. */
export interface OpenComparison {
	readonly item: WorkingItem;
	readonly type: ContentType;
	readonly title: string;
	readonly revisions: readonly RevisionView[];
	readonly from: RevisionView;
	readonly to: RevisionView;
	/** Null for texts in two languages, which have no words in common. */
	readonly comparison: Comparison | null;
	readonly beside: Beside | null;
	readonly mayWrite: boolean;
}

/** Two texts as they read, part by part. */
export interface Beside {
	readonly before: DraftText;
	readonly after: DraftText;
	readonly fields: { readonly before: Preview['fields']; readonly after: Preview['fields'] };
	/** Sanitised HTML. */
	readonly sections: readonly { readonly before: string; readonly after: string }[];
	/** Translated: why a part cannot be shown. */
	readonly problem: string | null;
}

/** @throws VerbundError `request.notFound` for a revision that is not there */
export async function openComparison(
	locals: WorkbenchLocals,
	id: string,
	parameters: URLSearchParams,
): Promise<OpenComparison> {
	const numbers = ['from', 'to'].map((name) => toRevisionNumber(parameters.get(name)));
	const opened = await openRevisions(locals, id, numbers);
	const [from, to] = numbers.map((wished) => opened.revisions.find(({ number }) => number === wished));
	if (!from?.text || !to?.text) throw new VerbundError('request.notFound');
	const isOneLanguage = from.language === to.language;
	const { type, item } = opened;
	const compared = { id, organisationId: item.organisation.id, schema: type.fields };
	return {
		...opened,
		from,
		to,
		comparison: isOneLanguage ? await compareStored(locals, compared, from.text, to.text) : null,
		beside: isOneLanguage ? null : await layBeside(locals, opened, from.text, to.text),
	};
}

/** Where a comparison that names no revisions leads: to the newest change, or to the list while there is none. */
export async function newestComparison(locals: WorkbenchLocals, id: string): Promise<string> {
	const { revisions } = await openRevisions(locals, id, []);
	const changed = revisions.find(({ previous }) => previous !== null);
	return changed
		? `/content/${id}/compare?from=${changed.previous ?? 0}&to=${changed.number}`
		: `/content/${id}/history`;
}

async function layBeside(
	locals: WorkbenchLocals,
	{ type, item }: Pick<OpenComparison, 'type' | 'item'>,
	before: DraftText,
	after: DraftText,
): Promise<Beside> {
	const { id: organisationId } = item.organisation;
	const pairs = pairSections(before.body, after.body);
	const bodies = pairs.flatMap((pair) => [pair.before, pair.after]);
	const { rendered, problem } = await renderTexts(locals, bodies, organisationId);
	const fieldsOf = (text: DraftText) => renderPreview(locals, type, { ...text, body: '' }, organisationId);
	const [one, other] = [await fieldsOf(before), await fieldsOf(after)];
	return {
		before,
		after,
		fields: { before: one.fields, after: other.fields },
		sections: pairs.map((_, index) => ({
			before: rendered[2 * index] ?? '',
			after: rendered[2 * index + 1] ?? '',
		})),
		problem: problem ?? one.problem ?? other.problem,
	};
}

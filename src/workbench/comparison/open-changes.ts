import { VerbundError } from '../../errors.ts';
import type { FormerText } from '../../content/read-former.ts';
import type { ReadItem } from '../../content/item.ts';
import { toRevisionNumber } from '../editing/history.ts';
import type { WorkbenchLocals } from '../locals.ts';
import type { Comparison } from './compare-revisions.ts';
import { compareStored } from './compare-stored.ts';

/** What has changed in a text since a version that its readers had. */
export interface OpenChanges {
	readonly item: ReadItem;
	readonly from: FormerText;
	readonly to: FormerText;
	readonly comparison: Comparison;
}

/** @throws VerbundError `request.notFound` for a version that was never published, or in another language */
export async function openChanges(
	locals: WorkbenchLocals,
	id: string,
	parameters: URLSearchParams,
): Promise<OpenChanges> {
	const { content } = locals;
	const since = toRevisionNumber(parameters.get('from'));
	const item = await content.read({ id }, parameters.get('language') ?? undefined);
	const texts = await content.formerTexts(id, [since, item.revision]);
	const from = texts.find(({ number }) => number === since);
	const to = texts.find(({ number }) => number === item.revision);
	const type = content.types.find((one) => one.id === item.type);
	if (!from || !to || !type || from.language !== to.language) throw new VerbundError('request.notFound');
	const compared = { id, organisationId: item.organisation.id, schema: type.fields };
	return { item, from, to, comparison: await compareStored(locals, compared, from, to) };
}

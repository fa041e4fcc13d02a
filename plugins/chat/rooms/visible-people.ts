import { notFound, type PluginContext, type Reader } from 'verbund';

/** Whom one may not see, one cannot write to either. @throws VerbundError `request.notFound` */
export async function requireVisible(
	people: Pick<PluginContext['people'], 'list'>,
	{ actor }: Reader,
	personIds: readonly string[],
): Promise<void> {
	const found = await people.list(actor, { ids: personIds, limit: personIds.length });
	if (found.length < personIds.length) throw notFound();
}

import { defineCommand, notFound, z, type PluginContext } from 'verbund';
import { type } from './procedure-type.ts';

/** Whoever may read a procedure may begin an own one from it: a draft of the organisation they act for. */
export function createDuplicate({ content, l10n }: PluginContext) {
	return defineCommand({
		input: z.strictObject({ itemId: z.string().max(64), language: z.string().max(35) }),
		async run({ actor, reader }, { itemId, language }) {
			const source = await content.source(reader, itemId, language);
			if (source.type !== type || actor.kind !== 'person' || actor.actingOrganisationId === null) {
				throw notFound();
			}
			const t = l10n.t(language === 'en' ? 'en' : 'de');
			const own = source.organisationId === actor.actingOrganisationId;
			return content.create(
				actor,
				{
					type,
					language,
					organisationId: actor.actingOrganisationId,
					collectionId: own ? source.collectionId : null,
				},
				{
					title: t('procedures.copyOf', { title: source.title }),
					summary: source.summary,
					body: source.body,
					fields: source.fields,
				},
			);
		},
		audit: ({ itemId }, { id }) => ({ objects: { item: id, source: itemId } }),
	});
}

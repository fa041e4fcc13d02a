import { defineCommand, z, type PluginContext } from 'verbund';

/** Larger collections are kept item by item: a telephone is no archive. */
const most = 100;

/** Ids of what this reader may read in a collection. */
export function createListCollection({ content }: PluginContext) {
	return defineCommand({
		input: z.strictObject({ collectionId: z.string().max(64) }),
		async run({ reader }, { collectionId }) {
			const items = await content.list(reader, { collectionId, order: 'title', limit: most });
			return { ids: items.map(({ id }) => id) };
		},
		audit: false,
		readOnly: true,
	});
}

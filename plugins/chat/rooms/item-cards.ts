import { sql, type ListedItem, type PluginContext, type Reader } from 'verbund';

/** Items that messages lead to, as far as the reader may read them, by their paths. */
export type ItemCards = (
	reader: Reader,
	paths: readonly string[],
) => Promise<ReadonlyMap<string, ListedItem>>;

const most = 50;

export function createItemCards(content: Pick<PluginContext['content'], 'list' | 'locate'>): ItemCards {
	return async (reader, paths) => {
		const ids = await Promise.all(
			[...new Set(paths)].slice(0, most).map(async (path) => [path, await locate(reader, path)] as const),
		);
		const known = ids.flatMap(([, id]) => id ?? []);
		if (known.length === 0) return new Map();
		const items = await content.list(reader, {
			among: sql`(select items.id from items where items.id in (${sql.join(known)}))`,
			order: 'title',
			limit: most,
		});
		const byId = new Map(items.map((item) => [item.id, item]));
		return new Map(
			ids.flatMap(([path, id]) => {
				const item = byId.get(id ?? '');
				return item ? [[path, item]] : [];
			}),
		);
	};

	/** Whom a path belongs to is no secret to the plugin; what the reader sees of it is asked with their rights. */
	async function locate(reader: Reader, path: string): Promise<string | null> {
		const actor = { kind: 'system', purpose: 'chat.cards' } as const;
		const [address = ''] = path.split(/[?#]/);
		return (await content.locate({ ...reader, actor }, address))?.id ?? null;
	}
}

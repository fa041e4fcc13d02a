import { nullIfMissing, type PluginContext, type ReadItem, type Reader } from 'verbund';
import { readVariants } from './read-kept.ts';

/** What pages ask. */
export interface Offline {
	/** These items in all their languages, as far as the reader may read them. */
	read(reader: Reader, ids: readonly string[]): Promise<readonly ReadItem[]>;
}

export function createOffline({ content }: Pick<PluginContext, 'content'>): Offline {
	return {
		async read(reader, ids) {
			const items: ReadItem[] = [];
			for (const id of ids)
				items.push(...((await readVariants(content, reader, id).catch(nullIfMissing)) ?? []));
			return items;
		},
	};
}

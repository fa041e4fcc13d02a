import { ask } from '../palette/palette-data.ts';

const reference = /\[\[([A-Za-z0-9][\w./-]*)(?:\||\]\])|\((?:item:|\/i\/)([A-Za-z0-9][\w./-]*)/g;

/** Titles of the items that a text links to, by the reference that stands in it. */
export async function loadTitles(itemId: string, markdown: string): Promise<ReadonlyMap<string, string>> {
	const references = [
		...new Set([...markdown.matchAll(reference)].map(([, first, second]) => first ?? second ?? '')),
	];
	if (references.length === 0) return new Map();
	try {
		const { titles } = await ask<{ titles: Readonly<Record<string, string>> }>('/api/titles', {
			item: itemId,
			references: references.slice(0, 200).join(' '),
		});
		return new Map(Object.entries(titles));
	} catch {
		return new Map();
	}
}

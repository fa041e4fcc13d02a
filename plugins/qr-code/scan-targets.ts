import { itemParts, type ContentType, type ReadItem } from 'verbund';

/** A place in an item that a code can lead to. */
export interface ScanTarget {
	/** Id in the page. */
	readonly id: string;
	readonly title: string;
	/** Number of a step; null for a heading. */
	readonly number: number | null;
}

/** The steps, and the headings of the text. */
export function scanTargets(type: ContentType | undefined, item: ReadItem): readonly ScanTarget[] {
	const parts = type ? itemParts(type.fields, item).parts : [];
	const steps = parts.flatMap(({ entries }) =>
		entries
			.filter(({ url }) => url === null)
			.map(({ id, title }, index) => ({ id, title, number: index + 1 })),
	);
	return [...steps, ...item.headings.map(({ id, text }) => ({ id, title: text, number: null }))];
}

/**
 * The address behind a code. That of a whole item leaves the language to whoever scans; a place in it belongs to the
 * language in which it has its name.
 */
export function scanUrl(baseUrl: string, { id, language }: ReadItem, target: ScanTarget | undefined): string {
	const address = `${baseUrl}/i/${id}`;
	return target ? `${address}?language=${language}#${target.id}` : address;
}

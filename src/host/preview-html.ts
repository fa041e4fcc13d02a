import type { ContentStore } from '../content/content-store.ts';
import { itemTitles } from '../content/item-titles.ts';
import { escapeHtml } from '../content/markdown/escape.ts';
import { fillSlots } from '../content/markdown/fill-slots.ts';
import type { RenderedMarkdown } from '../content/markdown/rendered-markdown.ts';
import type { Slot } from '../content/markdown/slots.ts';
import type { Reader } from '../content/reader.ts';
import type { Database } from '../database/database.ts';

export interface PreviewParts {
	readonly content: Pick<ContentStore, 'preview'>;
	readonly database: Database;
}

/**
 * Sanitised HTML of texts that are not stored. It is nobody's page: placeholders stand there as they were written,
 * items that they link to by the titles that the reader may know. One query for all, none without links.
 *
 * @param ownerId organisation of the texts
 */
export async function previewHtml(
	{ content, database }: PreviewParts,
	reader: Reader,
	sources: readonly string[],
	ownerId: string,
): Promise<readonly string[]> {
	const rendered: RenderedMarkdown[] = [];
	for (const source of sources) rendered.push(await content.preview(source, reader.actor));
	const references = rendered
		.flatMap(({ slots }) => slots)
		.flatMap((slot) => (slot.kind === 'placeholder' ? [] : [slot.reference]));
	const titles = await itemTitles(database, reader, ownerId, [...new Set(references)]);
	return rendered.map((one) =>
		fillSlots(one, (slot) => `<mark>${escapeHtml(shownFor(slot, titles))}</mark>`),
	);
}

function shownFor(slot: Slot, titles: ReadonlyMap<string, string>): string {
	if (slot.kind === 'placeholder') return `{{${slot.name}}}`;
	return (slot.kind === 'itemLink' ? slot.label : null) ?? titles.get(slot.reference) ?? '…';
}

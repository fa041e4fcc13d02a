import type { Database } from '../database/database.ts';
import type { DraftText } from './draft-text.ts';
import { itemTitles } from './item-titles.ts';
import { wikiLinkPattern } from './markdown/item-references.ts';
import type { Reader } from './reader.ts';
import { mapTexts } from './transfer/map-texts.ts';

const wikiLink = new RegExp(wikiLinkPattern, 'g');

/**
 * Texts to be compared, with what their readers see in the place of `[[reference]]`: the label, or the title of the
 * item. As they were written where only so they differ. One query, none without references.
 */
export async function withLinkedTitles(
	database: Database,
	reader: Reader,
	ownerId: string,
	texts: readonly DraftText[],
): Promise<readonly DraftText[]> {
	const references = [...JSON.stringify(texts).matchAll(wikiLink)].map(([, reference = '']) => reference);
	const titles = await itemTitles(database, reader, ownerId, [...new Set(references)]);
	const read = (text: string) =>
		text.replace(wikiLink, (_, reference: string, label = titles.get(reference)) => `[[${label ?? '…'}]]`);
	const shown = texts.map((text) => ({ ...text, body: read(text.body), fields: mapTexts(text.fields, read) }));
	const tellApart = (all: readonly DraftText[]) => new Set(all.map((text) => JSON.stringify(text))).size;
	return tellApart(shown) === tellApart(texts) ? shown : texts;
}

import type { ContentStore } from '../../content/content-store.ts';
import type { DraftText } from '../../content/draft-text.ts';
import type { Reader } from '../../content/reader.ts';
import { readableText } from '../../content/review/passages.ts';
import { previewHtml, type PreviewParts } from '../preview-html.ts';
import { checkedTexts } from '../problems/checked-texts.ts';

/** All that people read of a text, in one piece: what comments quote. */
export async function reviewText(...of: Parameters<typeof reviewTexts>): Promise<string> {
	const texts = await reviewTexts(...of);
	return texts.map(({ text }) => text).join('\n');
}

/** The same by the fields that it stands in. */
export async function reviewTexts(
	parts: PreviewParts & { readonly content: Pick<ContentStore, 'types'> },
	reader: Reader,
	{
		type,
		organisationId,
		...written
	}: DraftText & { readonly type: string; readonly organisationId: string },
): Promise<readonly { readonly field: string; readonly text: string }[]> {
	const schema = parts.content.types.find(type)?.fields;
	if (!schema) return [];
	const texts = checkedTexts(schema, written);
	const sources = texts.flatMap(({ field, markdown }) => (isPlain(field) ? [] : [markdown]));
	const html = (await previewHtml(parts, reader, sources, organisationId)).values();
	return texts.map(({ field, markdown }) => ({
		field,
		text: isPlain(field) ? markdown : readableText(html.next().value ?? ''),
	}));
}

function isPlain(field: string): boolean {
	return field === 'title' || field === 'summary';
}

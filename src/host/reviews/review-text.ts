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
	const texts: { readonly field: string; readonly text: string }[] = [];
	for (const { field, markdown } of checkedTexts(schema, written)) {
		const isPlain = field === 'title' || field === 'summary';
		const text = isPlain
			? markdown
			: readableText(await previewHtml(parts, reader, markdown, organisationId));
		texts.push({ field, text });
	}
	return texts;
}

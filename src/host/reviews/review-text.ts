import type { Actor } from '../../access/actor.ts';
import type { ContentStore } from '../../content/content-store.ts';
import type { DraftText } from '../../content/draft-text.ts';
import { readableText } from '../../content/review/passages.ts';
import { previewHtml } from '../preview-html.ts';
import { checkedTexts } from '../problems/checked-texts.ts';

/** All that people read of a text, in one piece: what comments quote. */
export async function reviewText(
	content: Pick<ContentStore, 'types' | 'preview'>,
	{ type, ...written }: DraftText & { readonly type: string },
	actor: Actor,
): Promise<string> {
	const schema = content.types.find(type)?.fields;
	if (!schema) return '';
	const texts: string[] = [];
	for (const { field, markdown } of checkedTexts(schema, written)) {
		const isPlain = field === 'title' || field === 'summary';
		texts.push(isPlain ? markdown : readableText(await previewHtml(content, markdown, actor)));
	}
	return texts.join('\n');
}

import type { PreparedDocument } from '../search/prepared-document.ts';
import type { Search } from '../search/search.ts';
import type { ContentType } from './content-types.ts';
import type { DraftText } from './draft-text.ts';
import { fieldAddresses, fieldTexts, markdownFields, readableSchema } from './fields.ts';
import { filesIn } from './files/file-fields.ts';
import type { FileText } from './files/file-texts.ts';
import type { MarkdownRenderer } from './markdown/render-in-process.ts';
import { itemTarget } from './markdown/item-references.ts';
import { encodeRendition } from './markdown/rendition.ts';
import type { RenderedMarkdown } from './markdown/rendered-markdown.ts';
import { markPattern } from './placeholders/placeholder-mark.ts';
import { storeFields } from './stored-fields.ts';

/** All that publishing computes before its transaction begins. */
export interface Publication {
	readonly text: DraftText;
	readonly rendition: { readonly html: Buffer; readonly slots: string | null; readonly headings: string; readonly fields: string | null };
	readonly itemReferences: readonly string[];
	/** Ids of the files that the text is about. */
	readonly files: readonly string[];
	/** For the author: targets of links that stay text. */
	readonly refusedLinks: readonly string[];
	/** The search document, once the item's id is known. */
	readonly searchDocument: (item: { id: string; organisationId: string; language: string; tags: readonly string[] }) => PreparedDocument;
}

export type Prepare = (type: ContentType, text: DraftText, by?: string) => Promise<Publication>;

export interface PrepareParts {
	readonly render: MarkdownRenderer['render'];
	readonly search: Search;
	readonly textsOf: (fileIds: readonly string[]) => Promise<readonly FileText[]>;
}

export function createPrepare({ render, search, textsOf }: PrepareParts): Prepare {
	return async (type, text, by) => {
		const schema = readableSchema(type.fields);
		const files = filesIn(type.fields, text.fields);
		const fileTexts = files.length === 0 ? [] : await textsOf(files);
		const body = await render(text.body, by);
		const fields = new Map<string, RenderedMarkdown>();
		for (const [path, source] of markdownFields(schema, text.fields)) fields.set(path, await render(source, by));
		return {
			text,
			rendition: { ...encodeRendition(body), fields: storeFields(fields) },
			itemReferences: [
				...[body, ...fields.values()].flatMap((rendered) => rendered.itemReferences),
				...fieldAddresses(schema, text.fields).flatMap((address) => itemTarget(address)?.reference ?? []),
			],
			files,
			refusedLinks: [...new Set([body, ...fields.values()].flatMap((rendered) => rendered.refusedLinks))],
			searchDocument: ({ id, organisationId, language, tags }) =>
				search.prepare({
					source: 'content',
					objectId: id,
					language,
					type: type.id,
					organisationId,
					title: text.title,
					headings: body.headings.map((heading) => heading.text),
					text: [
						text.summary,
						...fieldTexts(schema, text.fields),
						body.text,
						// Of its own files alone: an id in a field says nothing about whose file it is.
						...fileTexts.filter(({ itemId }) => itemId === id).map((file) => withoutMarks(file.text)),
					].join('\n'),
					tags: [...tags],
					updatedAt: Date.now(),
				}),
		};
	};
}

/** Nobody looks for `{{ask.name}}`, and nobody wants to read it among what was found. */
function withoutMarks(text: string): string {
	return text.replace(new RegExp(`(?:${markPattern}[\\s,;]*)*${markPattern}`, 'g'), '…');
}

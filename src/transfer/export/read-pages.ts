import { nullIfMissing } from '../../errors.ts';
import type { ContentStore } from '../../content/content-store.ts';
import { filesIn } from '../../content/files/file-fields.ts';
import { escapeHtml } from '../../content/markdown/escape.ts';
import { fillSlots } from '../../content/markdown/fill-slots.ts';
import type { ReadItem } from '../../content/item.ts';
import type { Reader } from '../../content/reader.ts';
import {
	exportableVariants,
	type ExportableVariant,
	type ExportScope,
} from '../../content/transfer/exportable-items.ts';
import type { Database } from '../../database/database.ts';
import { fieldHtml } from './field-html.ts';
import type { ExportPage } from './export-page.ts';

export interface ReadPagesParts {
	readonly database: Database;
	readonly content: ContentStore;
	readonly reader: Reader;
	readonly label: (text: string) => string;
	/** “Lebenswege Nord · Version 3 · Stand 22.11.2026”; without a version for a draft. */
	readonly origin: (item: { organisation: string; revision: number | null; at: number }) => string;
	readonly signal: AbortSignal;
	readonly onProgress: (done: number, total: number) => void;
}

/** Texts as the reader sees them, one after the other; of a single item that nobody published yet, its draft. */
export async function* readPages(scope: ExportScope, parts: ReadPagesParts): AsyncGenerator<ExportPage> {
	const variants = await exportableVariants(parts.database, parts.reader, scope);
	const wanted = variants.filter(
		({ published_revision: published }) => published !== null || scope.itemId !== undefined,
	);
	for (const [index, variant] of wanted.entries()) {
		parts.signal.throwIfAborted();
		const page =
			variant.published_revision === null
				? await readDraft(variant, parts)
				: await readPublished(variant, parts);
		if (page) yield page;
		parts.onProgress(index + 1, wanted.length);
	}
}

async function readPublished(variant: ExportableVariant, parts: ReadPagesParts): Promise<ExportPage | null> {
	const { content, reader, origin } = parts;
	// What went away while the export runs is left out.
	const item = await content.read(reader, { id: variant.id }, variant.language).catch(nullIfMissing);
	if (item?.language !== variant.language) return null;
	const type = content.types.find(item.type);
	return {
		...pathsOf(variant),
		title: item.title,
		summary: item.summary,
		html: `${item.html}\n${type ? await fieldsOf(item, parts) : ''}`,
		url: item.url,
		group: item.collection?.title ?? '',
		origin: origin({ organisation: item.organisation.name, revision: item.revision, at: item.publishedAt }),
	};
}

async function readDraft(variant: ExportableVariant, parts: ReadPagesParts): Promise<ExportPage | null> {
	const { content, reader, origin } = parts;
	const revision = await content.openVariant(reader, variant.id, variant.language).catch(nullIfMissing);
	const working = await content.open(reader, variant.id).catch(nullIfMissing);
	if (!revision || !working) return null;
	const rendered = await content.preview(revision.body, reader.actor);
	return {
		...pathsOf(variant),
		title: revision.title,
		summary: revision.summary,
		html: fillSlots(rendered, (slot) =>
			escapeHtml(
				slot.kind === 'placeholder'
					? `{{${slot.name}}}`
					: slot.kind === 'itemLink'
						? (slot.label ?? '…')
						: '…',
			),
		),
		url: working.url,
		group: working.collectionTitle ?? '',
		origin: origin({ organisation: working.organisation.name, revision: null, at: revision.createdAt }),
	};
}

async function fieldsOf(item: ReadItem, { content, reader, label }: ReadPagesParts): Promise<string> {
	const schema = content.types.find(item.type)?.fields ?? { type: 'object' };
	const ids = filesIn(schema, item.fields);
	const files = ids.length === 0 ? [] : await content.attachments.versions(reader.actor, ids);
	return fieldHtml(schema, item.fields, {
		rendered: item.fieldHtml,
		label,
		fileOf: (id) => files.find((file) => file.id === id) ?? null,
	});
}

function pathsOf({ id, type, slug, language, organisation_slug: owner }: ExportableVariant) {
	return { id, language, path: `${owner}/${type}/${slug}.${language}` };
}

import { createHash } from 'node:crypto';
import {
	itemParts,
	notFound,
	type ItemFact,
	type PluginContext,
	type ReadItem,
	type Reader,
	type Translate,
} from 'verbund';
import type { KeptFact, KeptItem, KeptVariant } from './kept-item.ts';

/**
 * Reads an item in all its languages as this reader sees it.
 *
 * @throws VerbundError `request.notFound`
 */
export async function readKept(
	{ content, contentTypes, installation }: Pick<PluginContext, 'content' | 'contentTypes' | 'installation'>,
	reader: Reader,
	t: Translate,
	id: string,
): Promise<KeptItem> {
	const [item, ...others] = await readVariants(content, reader, id);
	if (!item) throw notFound();
	const type = contentTypes.list(reader).find((one) => one.id === item.type);
	const label = (text: string) => (/^%.+%$/.test(text) ? t(text.slice(1, -1)) : text);
	const variants = [item, ...others].map((variant) =>
		toVariant(variant, type ? itemParts(type.fields, variant) : { facts: [], parts: [] }),
	);
	const kept = {
		id,
		url: item.url,
		type: label(type?.title ?? item.type),
		organisation: item.organisation.name,
		collection: item.collection?.title ?? null,
		responsible: item.responsible,
		reviewDueAt: item.reviewDueAt,
		variants,
	};
	return { ...kept, digest: digestOf(kept, installation.version) };

	function toVariant(variant: ReadItem, { facts, parts }: ReturnType<typeof itemParts>): KeptVariant {
		const { language, title, summary, revision, publishedAt, outdated, html } = variant;
		return {
			language,
			languageName: t(`language.${language}`),
			title,
			summary,
			revision,
			publishedAt,
			outdated,
			html,
			facts: facts.map(toFact),
			parts: parts.map((part) => ({
				title: label(part.title),
				html: part.html,
				entries: part.entries.map((entry) => ({ ...entry, facts: entry.facts.map(toFact) })),
			})),
		};
	}

	function toFact({ title, value }: ItemFact): KeptFact {
		const text = typeof value === 'boolean' ? t(value ? 'offline.yes' : 'offline.no') : String(value);
		return { title: label(title), text };
	}
}

/**
 * An item in all its languages, that of the reader first.
 *
 * @throws VerbundError `request.notFound`
 */
export async function readVariants(
	content: PluginContext['content'],
	reader: Reader,
	id: string,
): Promise<readonly ReadItem[]> {
	const item = await content.read(reader, { id });
	const others = item.variants.filter(({ language }) => language !== item.language);
	return [item, ...(await Promise.all(others.map(({ language }) => content.read(reader, { id }, language))))];
}

/** @param look another one when fields may look otherwise, as after an update of the hub */
function digestOf(kept: Omit<KeptItem, 'digest'>, look: string): string {
	return createHash('sha256')
		.update(JSON.stringify([kept, look]))
		.digest('base64url')
		.slice(0, 22);
}

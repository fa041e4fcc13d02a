import type { PluginContext, PublishedText, Reader } from 'verbund';
import { linkType } from '../document-type.ts';
import { toDocumentLink } from '../links/document-link.ts';
import type { Systems, System } from '../links/systems.ts';
import { externalLinks, sourceLinks, targetOf } from './external-links.ts';
import type { LinkUse, Targets } from './targets.ts';

const itemsAtOnce = 200;

/** Goes through all that is published and notes where it leads. */
export async function gatherLinks(
	{ content }: Pick<PluginContext, 'content'>,
	{ systems, targets }: { readonly systems: Systems; readonly targets: Targets },
	{ reader, signal }: { readonly reader: Reader; readonly signal: AbortSignal },
): Promise<void> {
	const known = await systems.list();
	const seen = new Set<string>();
	for (let after = ''; ;) {
		signal.throwIfAborted();
		const texts = await content.publishedTexts(reader, { after, items: itemsAtOnce });
		const last = texts.at(-1);
		if (!last) break;
		const ids = [...new Set(texts.map(({ itemId }) => itemId))];
		ids.forEach((id) => seen.add(id));
		await targets.storeUses(ids, usesOf(texts, known));
		after = last.itemId;
	}
	await targets.forgetUnused(seen);
}

/** Notes where some items lead, once they were published. */
export async function gatherLinksOf(
	itemIds: readonly string[],
	{ content }: Pick<PluginContext, 'content'>,
	{ systems, targets }: { readonly systems: Systems; readonly targets: Targets },
	reader: Reader,
): Promise<void> {
	const known = await systems.list();
	for (let from = 0; from < itemIds.length; from += itemsAtOnce) {
		const among = itemIds.slice(from, from + itemsAtOnce);
		const texts = await content.publishedTexts(reader, { after: '', items: itemsAtOnce, among });
		await targets.storeUses(among, usesOf(texts, known));
	}
}

function usesOf(texts: readonly PublishedText[], systems: readonly System[]): readonly LinkUse[] {
	return texts.flatMap((text) =>
		linksOf(text, systems).map((url) => ({ url, itemId: text.itemId, language: text.language })),
	);
}

function linksOf(text: PublishedText, systems: readonly System[]): readonly string[] {
	const own = text.type === linkType ? [toDocumentLink(text, systems).url ?? ''] : text.addresses;
	return [
		...new Set([
			...text.markdown.flatMap((markdown) => [...externalLinks(markdown), ...sourceLinks(markdown)]),
			...own.flatMap((address) => targetOf(address) ?? []),
		]),
	];
}

import type { Actor } from '../../access/actor.ts';
import type { ContentStore } from '../../content/content-store.ts';
import type { Publication } from '../../content/publication.ts';
import { findRevision, newestRevision } from '../../content/revisions.ts';
import type { ItemBefore } from '../../content/transfer/item-before.ts';
import type { Database } from '../../database/database.ts';

export interface RollBackParts {
	readonly actor: Actor;
	readonly database: Database;
	readonly content: ContentStore;
	/** Whether the actor publishes in the organisation; the policy of the place is asked as well. */
	readonly mayPublish: boolean;
}

type VariantBefore = ItemBefore['variants'][number];

/** What readers saw before, made ready to be seen again; outside of the transaction. */
export async function prepareRollBack(
	{ actor, content, database }: Pick<RollBackParts, 'actor' | 'content' | 'database'>,
	itemId: string,
	{ variants }: ItemBefore,
): Promise<ReadonlyMap<string, Publication>> {
	const { type } = await content.owner(actor, itemId);
	const prepared = new Map<string, Publication>();
	for (const { language, published } of variants) {
		const text = published === null ? null : await findRevision(database.query, itemId, published);
		if (text) prepared.set(language, await content.prepare(type, text, actor));
	}
	return prepared;
}

/**
 * Gives an item the texts, readers and dates that it had before an import. What the import brought stays in the list of
 * versions.
 *
 * @returns whether readers see again what they saw before; if not, the text of before is a draft
 */
export async function rollBack(
	parts: RollBackParts,
	itemId: string,
	before: ItemBefore,
	prepared: ReadonlyMap<string, Publication>,
): Promise<boolean> {
	const { content, database } = parts;
	const current = await database.query
		.selectFrom('item_variants')
		.select(['language', 'published_revision as published'])
		.where('item_id', '=', itemId)
		.execute();
	let isWhole = true;
	for (const { language, published } of current) {
		const was = before.variants.find((variant) => variant.language === language);
		if (was)
			isWhole = (await restoreVariant(parts, itemId, was, published, prepared.get(language))) && isWhole;
		else if (published !== null) await content.unpublish(parts.actor, itemId, language);
	}
	const { tags, reviewDueAt, checkedAt, audience } = before;
	await content.setProperties(itemId, { tags, reviewDueAt, checkedAt });
	if (audience.length > 0) await content.setAudience(itemId, audience);
	return isWhole;
}

async function restoreVariant(
	{ actor, content, database, mayPublish }: RollBackParts,
	itemId: string,
	before: VariantBefore,
	published: number | null,
	prepared: Publication | undefined,
): Promise<boolean> {
	const { language } = before;
	const newest = await newestRevision(database.query, itemId, language);
	if (newest?.number === before.newest) return true;
	let isWhole = true;
	if (before.published === null) {
		if (published !== null) await content.unpublish(actor, itemId, language);
	} else if (before.published === before.newest || published !== before.published) {
		isWhole = await publishAgain(before.published);
	}
	if (before.newest !== before.published) await content.restoreRevision(actor, itemId, before.newest);
	return isWhole;

	async function publishAgain(number: number): Promise<boolean> {
		const revision = await content.restoreRevision(actor, itemId, number);
		const { fault } = await content.publishingRight(actor, itemId, language);
		// A draft that says what readers see already keeps nobody waiting.
		if (!mayPublish || fault !== null || !prepared) return published === number;
		await content.publish(actor, { itemId, language, revision, major: false }, prepared);
		return true;
	}
}

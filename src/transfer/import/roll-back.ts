import type { Actor } from '../../access/actor.ts';
import type { ContentStore } from '../../content/content-store.ts';
import type { Publication } from '../../content/publication.ts';
import { knownPrincipals, readAudience } from '../../content/audience.ts';
import { findRevision, newestRevision } from '../../content/revisions.ts';
import type { ItemBefore } from '../../content/transfer/item-before.ts';
import type { Database } from '../../database/database.ts';

export interface RollBackParts {
	readonly actor: Actor;
	readonly database: Database;
	readonly content: ContentStore;
	/** Whether the actor publishes in the organisation; the policy of the place is asked as well. */
	readonly mayPublish: boolean;
	/** Whether the actor may show texts of the organisation to others. */
	readonly mayShare: boolean;
}

/**
 * `back`: as before. `fewer`: as before, but not all have it again who had it. `before`: readers see what they saw
 * after the import, and the text of before is a draft.
 */
export type RolledBack = 'back' | 'fewer' | 'before';

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
 * versions. Whoever could read it before and cannot now gets it only from somebody who may share, and gets the text of
 * before; whoever reads only what the import brought is never shown what was there before.
 */
export async function rollBack(
	parts: RollBackParts,
	itemId: string,
	before: ItemBefore,
	prepared: ReadonlyMap<string, Publication>,
): Promise<RolledBack> {
	const { content } = parts;
	const { tags, reviewDueAt, checkedAt } = before;
	const readers = await foreseeReaders(parts, itemId, before.audience);
	if (readers.common.length > 0) await content.setAudience(itemId, readers.common);
	const mayPublish = parts.mayPublish && (readers.mayRestore || readers.common.length > 0);
	const isWhole = await restoreVariants({ ...parts, mayPublish }, itemId, before, prepared);
	await content.setProperties(itemId, { tags, reviewDueAt, checkedAt });
	if (!isWhole) return 'before';
	if (!readers.mayRestore) return 'fewer';
	await content.setAudience(itemId, readers.wanted);
	return 'back';
}

interface ForeseenReaders {
	/** Those of before, as far as they are still there. */
	readonly wanted: readonly string[];
	/** Of those the ones who are readers now. */
	readonly common: readonly string[];
	/** Whether all of them can be readers again. */
	readonly mayRestore: boolean;
}

async function foreseeReaders(
	{ actor, content, database, mayShare }: RollBackParts,
	itemId: string,
	audience: readonly string[],
): Promise<ForeseenReaders> {
	const { organisationId } = await content.owner(actor, itemId);
	const wanted = await knownPrincipals(database.query, audience, organisationId);
	const present = await readAudience(database.query, itemId);
	const free = [...present, `organisation:${organisationId}`];
	return {
		wanted,
		common: wanted.filter((one) => present.includes(one)),
		mayRestore: wanted.length > 0 && (mayShare || wanted.every((one) => free.includes(one))),
	};
}

/** @returns whether readers see again what they saw before; if not, the text of before is a draft */
async function restoreVariants(
	parts: RollBackParts,
	itemId: string,
	before: ItemBefore,
	prepared: ReadonlyMap<string, Publication>,
): Promise<boolean> {
	const { actor, content, database } = parts;
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
		else if (published !== null) await content.unpublish(actor, itemId, language);
	}
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

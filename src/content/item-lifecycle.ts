import type { Kysely } from 'kysely';
import type { Actor } from '../access/actor.ts';
import type { Database } from '../database/database.ts';
import type { Schema } from '../database/schema.ts';
import { VerbundError, notFound } from '../errors.ts';
import type { Search } from '../search/search.ts';
import type { Attachments } from './attachments.ts';
import { storeAudience } from './audience.ts';
import type { Collections } from './collections.ts';
import { requireItem, touchItem } from './item-rows.ts';
import { recordStep } from './review/item-steps.ts';
import { assignPolicies, findPolicy } from './review/policies.ts';
import { publishingRight } from './review/publishing-rule.ts';
import { asksForApproval } from './review/review-policy.ts';
import { keepVersions, withdrawFormerVersions } from './version-readers.ts';

/** What belongs to the item, not to one of its variants. */
export interface ItemProperties {
	readonly collectionId?: string | null;
	readonly tags?: readonly string[];
	readonly responsiblePersonId?: string | null;
	readonly responsibleGroupId?: string | null;
	readonly reviewDueAt?: number | null;
	readonly checkedAt?: number | null;
}

/** Where an item stands, who answers for it, and how it ends. */
export interface ItemLifecycle {
	setAudience(itemId: string, choices: readonly string[]): Promise<void>;
	setProperties(itemId: string, properties: ItemProperties): Promise<void>;
	/**
	 * A text that the policy of its collection guarded does not leave it by whoever could not approve it there.
	 *
	 * @throws VerbundError `review.approvalRequired`
	 */
	requireMayMove(actor: Actor, itemId: string, collectionId: string | null): Promise<void>;
	confirmReview(actor: Actor, itemId: string, nextReviewAt: number): Promise<void>;
	setArchived(actor: Actor, itemId: string, archived: boolean): Promise<void>;
	/** Into the recycle bin, or out of it. */
	setDeleted(actor: Actor, itemId: string, deleted: boolean): Promise<void>;
	/** For good, with revisions, renditions, files and search documents. Only from the recycle bin. */
	purge(itemId: string): Promise<void>;
	/** Items that came into the recycle bin before `time`. */
	expiredInBin(time: number): Promise<readonly string[]>;
}

export interface ItemLifecycleParts {
	readonly database: Database;
	readonly search: Search;
	readonly collections: Collections;
	readonly attachments: Attachments;
}

export function createItemLifecycle({ database, search, collections, attachments }: ItemLifecycleParts): ItemLifecycle {
	return {
		async setAudience(itemId, choices) {
			await database.transaction(async (transaction) => {
				const item = await requireItem(transaction, itemId);
				await storeAudience(transaction, itemId, item.organisation_id, choices);
				await keepVersions(transaction, itemId);
				await touchItem(transaction, itemId);
			});
		},
		async setProperties(itemId, { tags, ...properties }) {
			await database.transaction(async (transaction) => {
				const item = await requireItem(transaction, itemId);
				if (properties.collectionId !== undefined) {
					await collections.requireOwned(properties.collectionId, item.organisation_id);
				}
				await requireResponsible(transaction, item.organisation_id, properties);
				await transaction
					.updateTable('items')
					.set({
						updated_at: Date.now(),
						collection_id: properties.collectionId,
						responsible_person_id: properties.responsiblePersonId,
						responsible_group_id: properties.responsibleGroupId,
						review_due_at: properties.reviewDueAt,
						checked_at: properties.checkedAt,
					})
					.where('id', '=', itemId)
					.execute();
				if (properties.collectionId !== undefined) await assignPolicies(transaction, item.organisation_id);
				if (!tags) return;
				await transaction.deleteFrom('item_tags').where('item_id', '=', itemId).execute();
				for (const tag of new Set(tags)) {
					await transaction.insertInto('item_tags').values({ item_id: itemId, tag }).execute();
				}
			});
		},
		async requireMayMove(actor, itemId, collectionId) {
			const item = await requireItem(database.query, itemId);
			if (item.edition === 0 || item.collection_id === collectionId) return;
			const place = { organisationId: item.organisation_id, type: item.type };
			const before = await findPolicy(database.query, { ...place, collectionId: item.collection_id });
			const after = await findPolicy(database.query, { ...place, collectionId });
			if (before?.id === after?.id) return;
			// Out of what is guarded, and into it: what stands there published has been approved by those who may.
			const guarded = [
				...(asksForApproval(before) ? [item.collection_id] : []),
				...(asksForApproval(after) ? [collectionId] : []),
			];
			for (const { language, author } of await publishedTexts(database.query, itemId)) {
				for (const where of guarded) {
					const text = { ...place, itemId, collectionId: where, language };
					const { policy, fault } = await publishingRight(database.query, actor, text);
					if (fault) throw new VerbundError(fault);
					const isOwn = actor.kind === 'person' && author === actor.personId;
					if (policy?.fourEyes && isOwn && where === collectionId) throw new VerbundError('review.fourEyes');
				}
			}
		},
		async confirmReview(actor, itemId, nextReviewAt) {
			await database.transaction(async (transaction) => {
				await transaction
					.updateTable('items')
					.set({
						checked_at: Date.now(),
						checked_by: actor.kind === 'person' ? actor.personId : null,
						review_due_at: nextReviewAt,
					})
					.where('id', '=', itemId)
					.execute();
				await recordStep(transaction, actor, { itemId, act: 'confirmed', facts: { nextReviewAt } });
			});
		},
		async setArchived(actor, itemId, archived) {
			await database.transaction(async (transaction) => {
				await transaction
					.updateTable('items')
					.set({ archived_at: archived ? Date.now() : null, updated_at: Date.now() })
					.where('id', '=', itemId)
					.execute();
				if (archived) await withdrawFormerVersions(transaction, itemId);
				await recordStep(transaction, actor, { itemId, act: archived ? 'archived' : 'unarchived' });
			});
		},
		async setDeleted(actor, itemId, deleted) {
			await database.transaction(async (transaction) => {
				await transaction
					.updateTable('items')
					.set({ deleted_at: deleted ? Date.now() : null, updated_at: Date.now() })
					.where('id', '=', itemId)
					.execute();
				if (deleted) await withdrawFormerVersions(transaction, itemId);
				await recordStep(transaction, actor, { itemId, act: deleted ? 'removed' : 'restored' });
			});
		},
		async purge(itemId) {
			await database.transaction(async (transaction) => {
				const item = await requireItem(transaction, itemId, 'withDeleted');
				if (item.deleted_at === null) throw new VerbundError('content.notInRecycleBin');
				await search.remove(transaction, { source: 'content', objectId: itemId });
				await attachments.removeAll(itemId);
				await transaction.deleteFrom('items').where('id', '=', itemId).execute();
			});
		},
		async expiredInBin(time) {
			const rows = await database.query
				.selectFrom('items')
				.select('id')
				.where('deleted_at', '<', time)
				.limit(1000)
				.execute();
			return rows.map(({ id }) => id);
		},
	};
}

/** Only people and groups of the owning organisation answer for an item. */
async function requireResponsible(
	transaction: Kysely<Schema>,
	organisationId: string,
	{ responsiblePersonId, responsibleGroupId }: ItemProperties,
): Promise<void> {
	if (typeof responsiblePersonId === 'string') {
		await transaction
			.selectFrom('memberships')
			.select('person_id')
			.where('person_id', '=', responsiblePersonId)
			.where('organisation_id', '=', organisationId)
			.executeTakeFirstOrThrow(notFound);
	}
	if (typeof responsibleGroupId === 'string') {
		await transaction
			.selectFrom('group_organisations')
			.select('group_id')
			.where('group_id', '=', responsibleGroupId)
			.where('organisation_id', '=', organisationId)
			.executeTakeFirstOrThrow(notFound);
	}
}

/** Languages of what readers see of an item, each with who wrote it last. */
function publishedTexts(
	query: Kysely<Schema>,
	itemId: string,
): Promise<readonly { readonly language: string; readonly author: string | null }[]> {
	return query
		.selectFrom('item_variants')
		.innerJoin('revisions', (join) =>
			join
				.onRef('revisions.item_id', '=', 'item_variants.item_id')
				.onRef('revisions.number', '=', 'item_variants.published_revision'),
		)
		.select(['item_variants.language', 'revisions.author_id as author'])
		.where('item_variants.item_id', '=', itemId)
		.execute();
}

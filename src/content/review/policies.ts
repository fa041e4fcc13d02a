import { sql, type Kysely } from 'kysely';
import type { Database } from '../../database/database.ts';
import type { Schema } from '../../database/schema.ts';
import { VerbundError, notFound } from '../../errors.ts';
import { createId } from '../../ids.ts';
import { policyFor, type ReviewPolicy } from './review-policy.ts';

export type PolicyChange = Omit<ReviewPolicy, 'id' | 'revision'>;

/** What the organisations ask for. Whoever changes it has asked for the permission. */
export interface ReviewPolicies {
	list(organisationId: string): Promise<readonly ReviewPolicy[]>;
	/**
	 * A new policy, or one changed that the writer knew in this revision.
	 *
	 * @throws VerbundError `review.policyKnown` if there is one for the same place, `review.policyChanged` if somebody
	 * else changed it, `request.notFound` for what it names and the organisation does not have
	 */
	save(change: PolicyChange, known?: { readonly id: string; readonly revision: number }): Promise<string>;
	/** @throws VerbundError `review.policyChanged`, `request.notFound` */
	remove(organisationId: string, known: { readonly id: string; readonly revision: number }): Promise<void>;
}

export function createReviewPolicies(database: Database): ReviewPolicies {
	return {
		list: (organisationId) => listPolicies(database.query, organisationId),
		save: (change, known) =>
			database.transaction(async (transaction) => {
				await requireOwn(transaction, change);
				const others = await listPolicies(transaction, change.organisationId);
				const before = known && requireKnown(others, known);
				const isSamePlace = ({ id, type, collectionId }: ReviewPolicy) =>
					id !== before?.id && type === change.type && collectionId === change.collectionId;
				if (others.some(isSamePlace)) throw new VerbundError('review.policyKnown');
				const id = before?.id ?? createId();
				const row = {
					organisation_id: change.organisationId,
					type: change.type ?? '',
					collection_id: change.collectionId,
					approvers: change.approvers,
					group_id: change.groupId,
					four_eyes: change.fourEyes ? 1 : 0,
					check_months: change.checkMonths,
					revision: (before?.revision ?? 0) + 1,
				};
				await transaction
					.insertInto('review_policies')
					.values({ id, ...row })
					.onConflict((conflict) => conflict.column('id').doUpdateSet(row))
					.execute();
				await transaction.deleteFrom('review_policy_people').where('policy_id', '=', id).execute();
				for (const personId of new Set(change.personIds)) {
					await transaction
						.insertInto('review_policy_people')
						.values({ policy_id: id, person_id: personId })
						.execute();
				}
				await assignPolicies(transaction, change.organisationId);
				return id;
			}),
		remove: (organisationId, known) =>
			database.transaction(async (transaction) => {
				requireKnown(await listPolicies(transaction, organisationId), known);
				await transaction.deleteFrom('review_policies').where('id', '=', known.id).execute();
				await assignPolicies(transaction, organisationId);
			}),
	};
}

export async function listPolicies(
	query: Kysely<Schema>,
	organisationId: string,
): Promise<readonly ReviewPolicy[]> {
	const rows = await query
		.selectFrom('review_policies')
		.leftJoin('review_policy_people', 'review_policy_people.policy_id', 'review_policies.id')
		.selectAll('review_policies')
		.select('review_policy_people.person_id')
		.where('organisation_id', '=', organisationId)
		.orderBy('review_policies.id')
		.execute();
	const policies = new Map<string, ReviewPolicy>();
	for (const row of rows) {
		const people = policies.get(row.id)?.personIds ?? [];
		policies.set(row.id, {
			id: row.id,
			organisationId: row.organisation_id,
			type: row.type === '' ? null : row.type,
			collectionId: row.collection_id,
			approvers: row.approvers,
			groupId: row.group_id,
			personIds: row.person_id === null ? people : [...people, row.person_id],
			fourEyes: row.four_eyes === 1,
			checkMonths: row.check_months,
			revision: row.revision,
		});
	}
	return [...policies.values()];
}

/** What is asked for a text where it stands now. */
export async function findPolicy(
	query: Kysely<Schema>,
	place: { readonly organisationId: string; readonly type: string; readonly collectionId: string | null },
): Promise<ReviewPolicy | null> {
	const policies = await listPolicies(query, place.organisationId);
	if (policies.length === 0) return null;
	const collections =
		place.collectionId !== null && policies.some(({ collectionId }) => collectionId !== null)
			? await collectionsAround(query, place.collectionId)
			: [];
	return policyFor(policies, { type: place.type, collections });
}

/** Texts that wait for an approval are decided about by those whom the policies of now name. */
export async function assignPolicies(transaction: Kysely<Schema>, organisationId: string): Promise<void> {
	const waiting = await transaction
		.selectFrom('reviews')
		.innerJoin('items', 'items.id', 'reviews.item_id')
		.select(['reviews.id', 'reviews.policy_id', 'items.type', 'items.collection_id'])
		.where('reviews.state', '=', 'open')
		.where('items.organisation_id', '=', organisationId)
		.execute();
	for (const { id, policy_id, type, collection_id: collectionId } of waiting) {
		const policy = await findPolicy(transaction, { organisationId, type, collectionId });
		const now = policy?.id ?? null;
		if (now === policy_id) continue;
		await transaction.updateTable('reviews').set({ policy_id: now }).where('id', '=', id).execute();
	}
}

/** The collection and those above it, the nearest first. */
async function collectionsAround(query: Kysely<Schema>, collectionId: string): Promise<readonly string[]> {
	const { rows } = await sql<{ id: string }>`with recursive around (id, parent_id, distance) as (
			select id, parent_id, 0 from collections where id = ${collectionId}
			union all
			select collections.id, collections.parent_id, around.distance + 1
			from collections join around on around.parent_id = collections.id
			where around.distance < 100
		) select id from around order by distance`.execute(query);
	return rows.map(({ id }) => id);
}

function requireKnown(
	policies: readonly ReviewPolicy[],
	{ id, revision }: { readonly id: string; readonly revision: number },
): ReviewPolicy {
	const policy = policies.find((one) => one.id === id);
	if (!policy) throw notFound();
	if (policy.revision !== revision) throw new VerbundError('review.policyChanged');
	return policy;
}

/** An organisation names its own collections and people, and groups in which it takes part. */
async function requireOwn(transaction: Kysely<Schema>, change: PolicyChange): Promise<void> {
	const { organisationId, collectionId, groupId, personIds } = change;
	if (collectionId !== null) {
		await transaction
			.selectFrom('collections')
			.select('id')
			.where('id', '=', collectionId)
			.where('organisation_id', '=', organisationId)
			.executeTakeFirstOrThrow(notFound);
	}
	if (groupId !== null) {
		await transaction
			.selectFrom('group_organisations')
			.select('group_id')
			.where('group_id', '=', groupId)
			.where('organisation_id', '=', organisationId)
			.executeTakeFirstOrThrow(notFound);
	}
	if (personIds.length === 0) return;
	const members = await transaction
		.selectFrom('memberships')
		.select('person_id')
		.where('organisation_id', '=', organisationId)
		.where('person_id', 'in', [...personIds])
		.execute();
	if (members.length < new Set(personIds).size) throw notFound();
}

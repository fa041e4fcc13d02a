import { sql, type Kysely, type RawBuilder, type SqlBool } from 'kysely';
import type { Actor } from '../../access/actor.ts';
import { approvesUnder } from '../../access/approvers.ts';
import type { Schema } from '../../database/schema.ts';
import { VerbundError } from '../../errors.ts';
import { findPolicy } from './policies.ts';
import { asksForApproval, type ReviewPolicy } from './review-policy.ts';

/** Which text is to be published. */
export interface PublishingCase {
	readonly itemId: string;
	readonly organisationId: string;
	readonly type: string;
	readonly collectionId: string | null;
	readonly language: string;
}

/** What stands in the way of an actor who wants to publish a text, and by which policy. */
export interface PublishingRight {
	readonly policy: ReviewPolicy | null;
	/** Null if the actor may publish it. */
	readonly fault: 'review.approvalRequired' | 'review.fourEyes' | null;
}

/**
 * Whether the organisation's policy lets this actor publish the newest text of a variant. The permission to publish
 * is another question, which commands ask.
 */
export async function publishingRight(
	query: Kysely<Schema>,
	actor: Actor,
	text: PublishingCase,
): Promise<PublishingRight> {
	const policy = await findPolicy(query, text);
	if (!policy || !asksForApproval(policy)) return { policy, fault: null };
	const approver = await query
		.selectFrom('items')
		.innerJoin('review_policies as policy', (join) => join.on('policy.id', '=', policy.id))
		.select(
			sql<number>`case when ${wroteSincePublication(actor, 'items.id', text.language)} then 1 else 0 end`.as(
				'wrote',
			),
		)
		.where('items.id', '=', text.itemId)
		.where(approvesUnder(actor, 'policy', 'items.organisation_id'))
		.executeTakeFirst();
	if (!approver) return { policy, fault: 'review.approvalRequired' };
	if (policy.fourEyes && Number(approver.wrote) === 1) return { policy, fault: 'review.fourEyes' };
	return { policy, fault: null };
}

/**
 * The rule of every way of publishing.
 *
 * @throws VerbundError `review.approvalRequired` or `review.fourEyes`
 */
export async function requirePublishingRight(
	transaction: Kysely<Schema>,
	actor: Actor,
	text: PublishingCase,
): Promise<ReviewPolicy | null> {
	const { policy, fault } = await publishingRight(transaction, actor, text);
	if (fault) throw new VerbundError(fault);
	return policy;
}

/** True where the actor wrote any revision of a variant after the one that was published last. */
export function wroteSincePublication(
	actor: Actor,
	itemId: string,
	language: string | RawBuilder<unknown>,
): RawBuilder<SqlBool> {
	if (actor.kind !== 'person') return sql<SqlBool>`1 = 0`;
	return sql<SqlBool>`${actor.personId} in (${writers(sql.ref(itemId), language)})`;
}

/** Ids of those who wrote any revision of a variant after the one that was published last. */
export async function writersSincePublication(
	query: Kysely<Schema>,
	itemId: string,
	language: string,
): Promise<readonly string[]> {
	const { rows } = await sql<{ author_id: string }>`${writers(itemId, language)}`.execute(query);
	return rows.map(({ author_id }) => author_id);
}

function writers(itemId: string | RawBuilder<unknown>, language: string | RawBuilder<unknown>) {
	return sql`select written.author_id from revisions as written
		where written.item_id = ${itemId} and written.language = ${language} and written.author_id is not null
		and written.number > coalesce(
			(select max(publishing.revision) from item_steps publishing where publishing.item_id = written.item_id
				and publishing.language = written.language and publishing.act = 'published'),
			(select variant.published_revision from item_variants variant where variant.item_id = written.item_id
				and variant.language = written.language),
			0)`;
}

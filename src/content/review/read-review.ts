import { sql, type RawBuilder } from 'kysely';
import { z } from 'zod';
import type { Actor } from '../../access/actor.ts';
import { approvesUnder } from '../../access/approvers.ts';
import { visiblePeople, workingVisibleTo } from '../../access/visible-to.ts';
import type { Database } from '../../database/database.ts';
import { jsonFunctions, readJson } from '../../database/json-functions.ts';
import type { ReviewState } from '../../database/schema.ts';
import { notFound, type ErrorDetails } from '../../errors.ts';
import type { AudienceChoice } from '../audience.ts';
import type { Revision } from '../item.ts';
import type { Reader } from '../reader.ts';
import { toRevision } from '../revisions.ts';
import { wroteSincePublication } from './publishing-rule.ts';

/** A text that was given to others, and what became of it. */
export interface ReviewView {
	readonly id: string;
	readonly itemId: string;
	readonly type: string;
	readonly language: string;
	readonly state: ReviewState;
	readonly organisation: { readonly id: string; readonly name: string; readonly slug: string };
	/** The revision that was submitted. */
	readonly submitted: number;
	readonly submittedAt: number;
	/** Names are null for people whom the reader may not see. */
	readonly submittedBy: string | null;
	readonly message: string;
	readonly major: boolean;
	readonly publishAt: number | null;
	/** Who reads it once it is approved. */
	readonly audience: readonly AudienceChoice[];
	readonly decidedAt: number | null;
	readonly decidedBy: string | null;
	readonly reason: string;
	readonly fourEyes: boolean;
	/** What was published before; null for a text that never was. */
	readonly before: Revision | null;
	/** What is decided about: the newest text, or the one that was decided about. */
	readonly after: Revision;
	readonly afterBy: string | null;
	/** The reader may decide about it. */
	readonly mayDecide: boolean;
	/** The reader would, had they not written part of it. */
	readonly wroteIt: boolean;
	/** The reader works on the item, and may read more of it than this. */
	readonly works: boolean;
	/** Pages of the item that readers see. */
	readonly isPublished: boolean;
}

/**
 * For those who work on the item, and as long as nothing is decided for those who approve it.
 *
 * @throws VerbundError `request.notFound`
 */
export async function readReview(
	{ query, dialect }: Database,
	{ actor, types }: Reader,
	id: string,
): Promise<ReviewView> {
	const json = jsonFunctions(dialect);
	const works = workingVisibleTo(actor, 'items.id');
	const approves = approvesUnder(actor, 'policy', 'items.organisation_id');
	const wrote = wroteSincePublication(actor, 'reviews.item_id', sql.ref('reviews.language'));
	const row = await query
		.selectFrom('reviews')
		.innerJoin('items', 'items.id', 'reviews.item_id')
		.innerJoin('organisations', 'organisations.id', 'items.organisation_id')
		.leftJoin('review_policies as policy', 'policy.id', 'reviews.policy_id')
		.selectAll('reviews')
		.select([
			'items.type',
			'items.published_at',
			'items.organisation_id',
			'organisations.name as organisation_name',
			'organisations.slug as organisation_slug',
			'policy.four_eyes',
			sql`(select ${json.list}(principal) from item_audience where item_id = items.id)`.as('present'),
			flag(works).as('works'),
			flag(approves).as('approves'),
			flag(wrote).as('wrote'),
			nameOf(actor, 'reviews.submitted_by').as('submitted_name'),
			nameOf(actor, 'reviews.decided_by').as('decided_name'),
			sql<number>`coalesce(reviews.decided_revision, (select max(newest.number) from revisions newest
				where newest.item_id = reviews.item_id and newest.language = reviews.language))`.as('after'),
			sql<number | null>`(select max(earlier.number) from revisions earlier
				where earlier.item_id = reviews.item_id and earlier.language = reviews.language
				and (reviews.decided_revision is null or earlier.number < reviews.decided_revision)
				and (exists (select 1 from item_variants variant where variant.item_id = earlier.item_id
						and variant.language = earlier.language and variant.published_revision = earlier.number)
					or exists (select 1 from item_steps step where step.item_id = earlier.item_id
						and step.language = earlier.language and step.revision = earlier.number
						and step.act = 'published' and step.at < reviews.submitted_at)))`.as('before'),
		])
		.where('reviews.id', '=', id)
		.where('items.deleted_at', 'is', null)
		.where('items.type', 'in', [...types, ''])
		.where(sql<boolean>`(${works} or (reviews.state = 'open' and items.archived_at is null and ${approves}))`)
		.executeTakeFirst();
	if (!row) throw notFound();
	const texts = await readTexts(query, actor, row.item_id, [row.before ?? 0, row.after]);
	const after = texts.find(({ number }) => number === row.after);
	if (!after) throw notFound();
	const isOpen = row.state === 'open';
	const wroteIt = row.four_eyes === 1 && Number(row.wrote) === 1;
	return {
		id,
		itemId: row.item_id,
		type: row.type,
		language: row.language,
		state: row.state,
		organisation: { id: row.organisation_id, name: row.organisation_name, slug: row.organisation_slug },
		submitted: row.revision,
		submittedAt: row.submitted_at,
		submittedBy: row.submitted_name,
		message: row.message,
		major: row.major === 1,
		publishAt: row.publish_at,
		audience: audienceSchema.parse(row.audience === null ? readJson(row.present) : JSON.parse(row.audience)),
		decidedAt: row.decided_at,
		decidedBy: row.decided_name,
		reason: row.reason,
		fourEyes: row.four_eyes === 1,
		before: texts.find(({ number }) => number === row.before) ?? null,
		after,
		afterBy: after.author,
		mayDecide: isOpen && Number(row.approves) === 1 && !wroteIt,
		wroteIt: isOpen && Number(row.approves) === 1 && wroteIt,
		works: Number(row.works) === 1,
		isPublished: row.published_at !== null,
	};
}

const audienceSchema = z
	.array(z.string())
	.nullable()
	.transform((choices) => choices ?? []);

/** Where a variant stands on its way to its readers, for those who write it. */
export interface VariantReview {
	/** The last time it was given to others; null if it never was, or has been published since. */
	readonly last: {
		readonly id: string;
		readonly state: ReviewState;
		readonly by: string | null;
		readonly at: number;
		readonly reason: string;
		readonly revision: number;
	} | null;
	readonly schedule: {
		readonly publishAt: number;
		readonly revision: number;
		/** Code of the error that kept it from being published. */
		readonly failure: string | null;
		/** What says it instead of the code's sentence. */
		readonly refusal: { readonly reason: string; readonly values: ErrorDetails['values'] } | null;
	} | null;
	readonly openComments: number;
}

/** One query. Whoever asks has shown that the reader works on the item. */
export async function readVariantReview(
	{ query }: Database,
	actor: Actor,
	itemId: string,
	language: string,
): Promise<VariantReview> {
	const { rows } = await sql<{
		id: string | null;
		state: ReviewState;
		name: string | null;
		at: number;
		reason: string;
		revision: number;
		publishAt: number | null;
		scheduled: number;
		failure: string | null;
		refusal: string | null;
		comments: number;
	}>`select reviews.id, reviews.state, ${nameOf(actor, 'reviews.decided_by')} as name,
			coalesce(reviews.decided_at, reviews.submitted_at) as at, reviews.reason, reviews.revision,
			schedule.publish_at as "publishAt", schedule.revision as scheduled, schedule.failure,
			schedule.refusal, (select count(*) from review_comments where item_id = ${itemId} and language = ${language}
				and parent_id is null and resolved_at is null) as comments
		from (select 1 as one) as asked
		left join reviews on reviews.id = (select newest.id from reviews newest
			where newest.item_id = ${itemId} and newest.language = ${language}
			order by newest.submitted_at desc, newest.id desc limit 1)
		left join publication_schedules schedule
			on schedule.item_id = ${itemId} and schedule.language = ${language}`.execute(query);
	const [row] = rows;
	return {
		last:
			row?.id && row.state !== 'approved' && row.state !== 'withdrawn'
				? {
						id: row.id,
						state: row.state,
						by: row.name,
						at: row.at,
						reason: row.reason,
						revision: row.revision,
					}
				: null,
		schedule:
			typeof row?.publishAt === 'number'
				? {
						publishAt: row.publishAt,
						revision: row.scheduled,
						failure: row.failure,
						refusal: row.refusal === null ? null : JSON.parse(row.refusal),
					}
				: null,
		openComments: Number(row?.comments ?? 0),
	};
}

async function readTexts(
	query: Database['query'],
	actor: Actor,
	itemId: string,
	numbers: readonly number[],
): Promise<readonly (Revision & { readonly author: string | null })[]> {
	const rows = await query
		.selectFrom('revisions')
		.selectAll()
		.select(nameOf(actor, 'revisions.author_id').as('author'))
		.where('item_id', '=', itemId)
		.where('number', 'in', [...numbers])
		.execute();
	return rows.map((row) => ({ ...toRevision(row), author: row.author }));
}

function nameOf(actor: Actor, personId: string): RawBuilder<string | null> {
	return sql<string | null>`(select person.name from people person
		where person.id = ${sql.ref(personId)} and ${visiblePeople(actor, 'person.id')})`;
}

function flag(condition: RawBuilder<unknown>): RawBuilder<number> {
	return sql<number>`case when ${condition} then 1 else 0 end`;
}

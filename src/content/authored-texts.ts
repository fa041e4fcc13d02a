import { sql, type Kysely } from 'kysely';
import type { Actor } from '../access/actor.ts';
import { visibleTo, workingVisibleTo } from '../access/visible-to.ts';
import type { Database } from '../database/database.ts';
import type { Schema } from '../database/schema.ts';
import type { Search } from '../search/search.ts';
import type { Attachments } from './attachments.ts';

/**
 * What a person wrote. What was published belongs to the organisation and stays; what nobody but the person ever
 * wrote or read goes with them.
 */
export interface AuthoredTexts {
	/** @param asker whoever gets to see it; titles and texts that they may not read are left out */
	export(personId: string, asker: Actor): Promise<Readonly<Record<string, unknown>>>;
	erase(personId: string): Promise<void>;
	/** What `erase` takes away, with titles as far as the asker may read them. */
	drafts(personId: string, asker: Actor): Promise<readonly AuthoredDraft[]>;
}

export interface AuthoredDraft {
	readonly itemId: string;
	readonly language: string;
	/** Null for those who do not work on it. */
	readonly title: string | null;
	/** A change to a text that is published, which stays. */
	readonly isChange: boolean;
}

export interface AuthoredTextsParts {
	readonly database: Database;
	readonly search: Search;
	readonly attachments: Attachments;
}

export function createAuthoredTexts({ database, search, attachments }: AuthoredTextsParts): AuthoredTexts {
	return {
		async export(personId, asker) {
			return {
				revisions: revisionsOf(database, personId, asker),
				unsavedTexts: await unsavedTexts(database, personId, asker),
				answersFor: await database.query
					.selectFrom('items')
					.select(['items.id', 'review_due_at as reviewDueAt', titleFor(asker)])
					.where('responsible_person_id', '=', personId)
					.execute(),
				files: await database.query
					.selectFrom('files')
					.leftJoin('items', 'items.id', 'files.item_id')
					.select([
						'files.id',
						'files.created_at as createdAt',
						sql<string | null>`case when ${mayRead(asker)} then files.name end`.as('name'),
					])
					.where('files.created_by', '=', personId)
					.execute(),
				uploads: await uploadsOf(database, personId, asker),
			};
		},
		async erase(personId) {
			await database.transaction(async (transaction) => {
				for (const itemId of await itemsNobodyElseKnows(transaction, personId)) {
					await search.remove(transaction, { source: 'content', objectId: itemId });
					await attachments.removeAll(itemId);
					await transaction.deleteFrom('items').where('id', '=', itemId).execute();
				}
				const uploads = await transaction
					.deleteFrom('uploads')
					.where('person_id', '=', personId)
					.returning('id')
					.execute();
				for (const { id } of uploads) database.afterCommit(() => attachments.discard(id));
				await dropDrafts(transaction, personId);
				await transaction
					.updateTable('items')
					.set({ responsible_person_id: null })
					.where('responsible_person_id', '=', personId)
					.execute();
				await transaction
					.updateTable('revisions')
					.set({ note: '' })
					.where('author_id', '=', personId)
					.execute();
			});
		},
		async drafts(personId, asker) {
			const rows = await database.query
				.selectFrom('item_variants')
				.innerJoin('items', 'items.id', 'item_variants.item_id')
				.innerJoin('revisions', (join) =>
					join
						.onRef('revisions.item_id', '=', 'item_variants.item_id')
						.onRef('revisions.number', '=', 'item_variants.draft_revision'),
				)
				.select([
					'items.id',
					'item_variants.language',
					'published_revision',
					sql<string | null>`case when ${workingVisibleTo(asker, 'items.id', 'withDeleted')}
						then revisions.title end`.as('title'),
				])
				.where('revisions.author_id', '=', personId)
				.where((row) =>
					row.or([
						row('edition', '=', 0),
						row('published_revision', 'is not', null),
						row.exists(
							row
								.selectFrom('revisions as others')
								.select('others.number')
								.whereRef('others.item_id', '=', 'item_variants.item_id')
								.whereRef('others.language', '=', 'item_variants.language')
								.where(sql<boolean>`others.author_id is distinct from ${personId}`),
						),
					]),
				)
				.orderBy('items.id')
				.execute();
			return rows.map(({ id, published_revision, ...draft }) => ({
				...draft,
				itemId: id,
				isChange: published_revision !== null,
			}));
		},
	};
}

const pageSize = 200;

/** Oldest first, a page at a time: somebody may have written for years. */
async function* revisionsOf(database: Database, personId: string, asker: Actor): AsyncGenerator {
	let after = { item: '', number: 0 };
	for (;;) {
		const rows = await database.query
			.selectFrom('revisions')
			.innerJoin('items', 'items.id', 'revisions.item_id')
			.innerJoin('item_variants', (join) =>
				join
					.onRef('item_variants.item_id', '=', 'revisions.item_id')
					.onRef('item_variants.language', '=', 'revisions.language'),
			)
			.select([
				'items.id as item',
				'revisions.number',
				'revisions.language',
				'revisions.created_at as createdAt',
				'revisions.note',
				sql<string | null>`case when ${mayRead(asker)} then item_variants.title end`.as('title'),
				...(['title', 'summary', 'body', 'fields'] as const).map((column) =>
					sql<string | null>`case when ${isDraft} and ${workingVisibleTo(asker, 'items.id')}
						then ${sql.ref(`revisions.${column}`)} end`.as(`draft_${column}`),
				),
			])
			.where('author_id', '=', personId)
			.where((row) =>
				row.or([
					row('revisions.item_id', '>', after.item),
					row.and([row('revisions.item_id', '=', after.item), row('revisions.number', '>', after.number)]),
				]),
			)
			.orderBy('revisions.item_id')
			.orderBy('revisions.number')
			.limit(pageSize)
			.execute();
		for (const { draft_title, draft_summary, draft_body, draft_fields, ...revision } of rows) {
			const draft =
				draft_title === null
					? {}
					: { draft: { title: draft_title, summary: draft_summary, body: draft_body, fields: JSON.parse(draft_fields ?? '{}') } };
			yield { ...revision, ...draft };
		}
		const last = rows.at(-1);
		if (!last || rows.length < pageSize) return;
		after = last;
	}
}

const isDraft = sql`revisions.number > coalesce(item_variants.published_revision, 0)`;

function mayRead(asker: Actor) {
	return sql<boolean>`(${visibleTo(asker, 'items.id')} or ${workingVisibleTo(asker, 'items.id', 'withDeleted')})`;
}

function titleFor(asker: Actor) {
	return sql<string | null>`case when ${mayRead(asker)} then (select title from item_variants
		where item_variants.item_id = items.id and item_variants.language = items.source_language) end`.as('title');
}

/** Files on their way, which nobody else sees. */
async function uploadsOf(database: Database, personId: string, asker: Actor): Promise<readonly unknown[]> {
	const isOwn = asker.kind === 'person' && asker.personId === personId;
	const rows = await database.query
		.selectFrom('uploads')
		.select(['name', 'size', 'created_at as createdAt'])
		.where('person_id', '=', personId)
		.execute();
	return rows.map(({ name, ...upload }) => ({ ...upload, ...(isOwn ? { name } : {}) }));
}

/** Nobody else sees these while they are written, and nobody else gets them here. */
async function unsavedTexts(database: Database, personId: string, asker: Actor): Promise<readonly unknown[]> {
	const isOwn = asker.kind === 'person' && asker.personId === personId;
	const rows = await database.query
		.selectFrom('working_copies')
		.select(['item_id as item', 'language', 'saved_at as savedAt', 'title', 'summary', 'body', 'fields'])
		.where('person_id', '=', personId)
		.execute();
	return rows.map(({ item, language, savedAt, ...text }) => ({
		item,
		language,
		savedAt,
		...(isOwn ? { ...text, fields: JSON.parse(text.fields) } : {}),
	}));
}

/** Never published, and no other person, nor an import, has a revision in them. */
async function itemsNobodyElseKnows(
	transaction: Kysely<Schema>,
	personId: string,
): Promise<readonly string[]> {
	const rows = await transaction
		.selectFrom('items')
		.select('id')
		.where('created_by', '=', personId)
		.where('edition', '=', 0)
		.where(({ not, exists, selectFrom }) =>
			not(
				exists(
					selectFrom('revisions')
						.select('number')
						.whereRef('revisions.item_id', '=', 'items.id')
						.where(sql<boolean>`author_id is distinct from ${personId}`),
				),
			),
		)
		.execute();
	return rows.map(({ id }) => id);
}

/** The newest revisions of a variant, as far as they are the person's and came after what is published. */
async function dropDrafts(transaction: Kysely<Schema>, personId: string): Promise<void> {
	const variants = await transaction
		.selectFrom('item_variants')
		.innerJoin('items', 'items.id', 'item_variants.item_id')
		.select(['item_variants.item_id', 'item_variants.language', 'published_revision', 'edition'])
		.where('draft_revision', 'is not', null)
		.where(({ exists, selectFrom }) =>
			exists(
				selectFrom('revisions')
					.select('number')
					.whereRef('revisions.item_id', '=', 'item_variants.item_id')
					.whereRef('revisions.language', '=', 'item_variants.language')
					.where('author_id', '=', personId),
			),
		)
		.execute();
	for (const { item_id: itemId, language, published_revision: published, edition } of variants) {
		const others = await transaction
			.selectFrom('revisions')
			.select(({ fn }) => fn.max('number').as('number'))
			.where('item_id', '=', itemId)
			.where('language', '=', language)
			.where(sql<boolean>`author_id is distinct from ${personId}`)
			.executeTakeFirst();
		const kept = Math.max(published ?? 0, others?.number ?? 0);
		// Nothing tells a text that was withdrawn after its publication from one that never was published.
		if (kept === 0 && edition > 0) continue;
		await dropAfter(transaction, { itemId, language, kept, published });
	}
}

async function dropAfter(
	transaction: Kysely<Schema>,
	variant: { itemId: string; language: string; kept: number; published: number | null },
): Promise<void> {
	const { itemId, language, kept, published } = variant;
	await transaction
		.deleteFrom('revisions')
		.where('item_id', '=', itemId)
		.where('language', '=', language)
		.where('number', '>', kept)
		.execute();
	const newest = await transaction
		.selectFrom('revisions')
		.select(['number', 'title', 'summary'])
		.where('item_id', '=', itemId)
		.where('language', '=', language)
		.orderBy('number', 'desc')
		.limit(1)
		.executeTakeFirst();
	if (!newest) {
		await transaction
			.deleteFrom('item_variants')
			.where('item_id', '=', itemId)
			.where('language', '=', language)
			.execute();
		return;
	}
	await transaction
		.updateTable('item_variants')
		.set({
			draft_revision: newest.number > (published ?? 0) ? newest.number : null,
			// Of what readers see, the title is that of the published revision already.
			...(published === null ? { title: newest.title, summary: newest.summary } : {}),
		})
		.where('item_id', '=', itemId)
		.where('language', '=', language)
		.execute();
}

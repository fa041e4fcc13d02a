import { sql, type Kysely, type RawBuilder } from 'kysely';
import type { Actor } from '../access/actor.ts';
import { principalsOf } from '../access/visible-to.ts';
import type { Schema } from '../database/schema.ts';
import { VerbundError, notFound } from '../errors.ts';

/** Whoever reads what is published now may read it also when another version has followed it (decision 044). */
export async function keepVersions(transaction: Kysely<Schema>, itemId: string): Promise<void> {
	await transaction
		.insertInto('version_readers')
		.columns(['item_id', 'revision', 'principal'])
		.expression((from) =>
			from
				.selectFrom('item_variants')
				.innerJoin('item_audience', 'item_audience.item_id', 'item_variants.item_id')
				.select((is) => [
					'item_variants.item_id',
					is.ref('item_variants.published_revision').$notNull().as('revision'),
					'item_audience.principal',
				])
				.where('item_variants.item_id', '=', itemId)
				.where('item_variants.published_revision', 'is not', null),
		)
		.onConflict((conflict) => conflict.doNothing())
		.execute();
}

/** Whoever is no longer in the audience loses the versions of before as well, also for the case that they come back. */
export async function dropFormerReaders(transaction: Kysely<Schema>, itemId: string): Promise<void> {
	await transaction
		.deleteFrom('version_readers')
		.where('item_id', '=', itemId)
		.where('principal', 'not in', (from) =>
			from.selectFrom('item_audience').select('principal').where('item_id', '=', itemId),
		)
		.execute();
}

/** The item is taken from all its readers: if they get it back, then without the versions of before. */
export async function withdrawFormerVersions(transaction: Kysely<Schema>, itemId: string): Promise<void> {
	await transaction
		.deleteFrom('version_readers')
		.where('item_id', '=', itemId)
		.where('revision', 'not in', (from) =>
			from
				.selectFrom('item_variants')
				.select((is) => is.ref('published_revision').$notNull().as('revision'))
				.where('item_id', '=', itemId)
				.where('published_revision', 'is not', null),
		)
		.execute();
}

/** All versions in a language, the one that was published last included. */
export async function withdrawVersionsIn(
	transaction: Kysely<Schema>,
	itemId: string,
	language: string,
): Promise<void> {
	await transaction
		.deleteFrom('version_readers')
		.where('item_id', '=', itemId)
		.where('revision', 'in', (from) =>
			from
				.selectFrom('revisions')
				.select('number')
				.where('item_id', '=', itemId)
				.where('language', '=', language),
		)
		.execute();
}

/**
 * One version that should not have been published.
 *
 * @throws VerbundError `content.versionPublished`, and `request.notFound` for one that readers do not have
 */
export async function withdrawVersion(
	transaction: Kysely<Schema>,
	itemId: string,
	revision: number,
): Promise<void> {
	const published = await transaction
		.selectFrom('item_variants')
		.select('language')
		.where('item_id', '=', itemId)
		.where('published_revision', '=', revision)
		.executeTakeFirst();
	if (published) throw new VerbundError('content.versionPublished');
	const taken = await transaction
		.deleteFrom('version_readers')
		.where('item_id', '=', itemId)
		.where('revision', '=', revision)
		.returning('principal')
		.execute();
	if (taken.length === 0) throw notFound();
}

/** True for versions that the actor may read because they were published to them and not taken back since. */
export function hasVersion(actor: Actor, itemId: string, revision: string): RawBuilder<boolean> {
	const own =
		actor.kind === 'system' ? sql`1 = 1` : sql`version.principal in (${sql.join(principalsOf(actor))})`;
	return sql<boolean>`exists (select 1 from version_readers as version where version.item_id = ${sql.ref(itemId)}
		and version.revision = ${sql.ref(revision)} and ${own})`;
}

import type { Actor } from '../access/actor.ts';
import { visiblePeople } from '../access/visible-to.ts';
import type { Database } from '../database/database.ts';
import type { DraftText } from './draft-text.ts';

/** A text that its author has not saved yet; nobody else sees it. */
export interface WorkingCopy extends DraftText {
	/** Newest revision of the variant when its author began. */
	readonly expectedRevision: number;
	/** Revision of the source language that it is made from; null for a text that is none's translation. */
	readonly basedOnRevision: number | null;
	readonly savedAt: number;
}

export interface EditedVariant {
	readonly itemId: string;
	readonly language: string;
}

/** Someone else who has the text open for writing. */
export interface CoEditor {
	readonly id: string;
	readonly name: string;
	readonly language: string;
}

export interface EditingState {
	/** The newest revision of the variant and who saved it; null for a new variant. */
	readonly newest: { readonly number: number; readonly author: string | null; readonly createdAt: number } | null;
	readonly others: readonly CoEditor[];
}

/** What people write between two saves, and who of them is writing. One copy for each person and variant. */
export interface WorkingCopies {
	/** Replaces the copy. @returns when, in milliseconds since 1970 */
	keep(personId: string, variant: EditedVariant, copy: Omit<WorkingCopy, 'savedAt'>): Promise<number>;
	find(personId: string, variant: EditedVariant): Promise<WorkingCopy | null>;
	forget(personId: string, variant: EditedVariant): Promise<void>;
	/** Says that the person is here, and answers who else is and what was saved in the meantime. */
	meet(actor: Actor, personId: string, variant: EditedVariant): Promise<EditingState>;
	leave(personId: string, variant: EditedVariant): Promise<void>;
}

/** Milliseconds; an editor says twice within it that it is still open. */
const presenceLifetime = 50_000;

export function createWorkingCopies(database: Database): WorkingCopies {
	return {
		keep: (personId, { itemId, language }, { expectedRevision, basedOnRevision, title, summary, body, fields }) =>
			database.transaction(async (transaction) => {
				const savedAt = Date.now();
				const text = {
					expected_revision: expectedRevision,
					based_on_revision: basedOnRevision,
					title,
					summary,
					body,
					fields: JSON.stringify(fields),
					saved_at: savedAt,
				};
				await transaction
					.insertInto('working_copies')
					.values({ person_id: personId, item_id: itemId, language, ...text })
					.onConflict((conflict) => conflict.columns(['person_id', 'item_id', 'language']).doUpdateSet(text))
					.execute();
				return savedAt;
			}),
		async find(personId, { itemId, language }) {
			const row = await database.query
				.selectFrom('working_copies')
				.selectAll()
				.where('person_id', '=', personId)
				.where('item_id', '=', itemId)
				.where('language', '=', language)
				.executeTakeFirst();
			if (!row) return null;
			return {
				expectedRevision: row.expected_revision,
				basedOnRevision: row.based_on_revision,
				title: row.title,
				summary: row.summary,
				body: row.body,
				fields: JSON.parse(row.fields),
				savedAt: row.saved_at,
			};
		},
		forget: (personId, { itemId, language }) =>
			database.transaction(async (transaction) => {
				await transaction
					.deleteFrom('working_copies')
					.where('person_id', '=', personId)
					.where('item_id', '=', itemId)
					.where('language', '=', language)
					.execute();
			}),
		meet: (actor, personId, { itemId, language }) =>
			database.transaction(async (transaction) => {
				const now = Date.now();
				await transaction.deleteFrom('editing_presence').where('seen_at', '<', now - presenceLifetime).execute();
				await transaction
					.insertInto('editing_presence')
					.values({ item_id: itemId, language, person_id: personId, seen_at: now })
					.onConflict((conflict) =>
						conflict.columns(['item_id', 'language', 'person_id']).doUpdateSet({ seen_at: now }),
					)
					.execute();
				const others = await transaction
					.selectFrom('editing_presence')
					.innerJoin('people', 'people.id', 'editing_presence.person_id')
					.select(['people.id', 'people.name', 'editing_presence.language'])
					.where('item_id', '=', itemId)
					.where('person_id', '<>', personId)
					.where(visiblePeople(actor, 'people.id'))
					.orderBy('people.name')
					.execute();
				const newest = await transaction
					.selectFrom('revisions')
					.leftJoin('people', (join) =>
						join.onRef('people.id', '=', 'revisions.author_id').on(visiblePeople(actor, 'people.id')),
					)
					.select(['revisions.number', 'revisions.created_at as createdAt', 'people.name as author'])
					.where('item_id', '=', itemId)
					.where('language', '=', language)
					.orderBy('number', 'desc')
					.limit(1)
					.executeTakeFirst();
				return { newest: newest ?? null, others };
			}),
		leave: (personId, { itemId, language }) =>
			database.transaction(async (transaction) => {
				await transaction
					.deleteFrom('editing_presence')
					.where('item_id', '=', itemId)
					.where('language', '=', language)
					.where('person_id', '=', personId)
					.execute();
			}),
	};
}

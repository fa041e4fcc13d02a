import { expressionBuilder } from 'kysely';
import type { Actor } from '../access/actor.ts';
import { visiblePeople } from '../access/visible-to.ts';
import type { Database } from '../database/database.ts';
import type { Schema } from '../database/schema.ts';
import { VerbundError } from '../errors.ts';
import { createEvent, type Event } from '../events.ts';
import type { DraftText } from './draft-text.ts';

/** A text that its author has not saved yet; nobody else sees it. */
export interface WorkingCopy extends DraftText {
	/** Newest revision of the variant when its author began. */
	readonly expectedRevision: number;
	/** Revision of the source language that it is made from; null for a text that is none's translation. */
	readonly basedOnRevision: number | null;
	readonly savedAt: number;
	/** The window that wrote it. */
	readonly window: string;
}

/** One of the windows that a person has a text open in. */
export interface EditingWindow {
	/** Made by the window itself; empty for what is none. */
	readonly id: string;
	/** `savedAt` of the copy that it knows; 0 for none. */
	readonly knownCopy: number;
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
	/** When the person wrote in another window what this one does not know; null if they did not. */
	readonly elsewhere: number | null;
}

/** What people write between two saves, and who of them is writing. One copy for each person and variant. */
export interface WorkingCopies {
	/**
	 * Replaces the copy, unless another window of the person wrote what this one does not know.
	 *
	 * @returns when, in milliseconds since 1970; null if it was not replaced
	 */
	keep(
		personId: string,
		variant: EditedVariant,
		copy: Omit<WorkingCopy, 'savedAt' | 'window'>,
		window: EditingWindow,
	): Promise<number | null>;
	find(personId: string, variant: EditedVariant): Promise<WorkingCopy | null>;
	forget(personId: string, variant: EditedVariant): Promise<void>;
	/**
	 * What was saved is no longer unsaved.
	 *
	 * @throws VerbundError `content.writtenElsewhere` if another window wrote what was not in it
	 */
	settle(personId: string, variant: EditedVariant, window: EditingWindow): Promise<void>;
	/** Says that the person is here, and answers who else is and what was saved in the meantime. */
	meet(actor: Actor, personId: string, variant: EditedVariant, window: EditingWindow): Promise<EditingState>;
	leave(personId: string, variant: EditedVariant): Promise<void>;
	/** Somebody began or ended to write at this item; after the commit. */
	readonly onDidComeOrGo: Event<string>;
}

/** Milliseconds; an editor says twice within it that it is still open. */
const presenceLifetime = 50_000;

export function createWorkingCopies(database: Database): WorkingCopies {
	const comings = createEvent<string>();
	const tellComing = (itemId: string) => database.afterCommit(() => comings.fire(itemId));

	return {
		keep: (personId, { itemId, language }, copy, window) =>
			database.transaction(async (transaction) => {
				const { expectedRevision, basedOnRevision, title, summary, body, fields } = copy;
				const savedAt = Date.now();
				const text = {
					expected_revision: expectedRevision,
					based_on_revision: basedOnRevision,
					title,
					summary,
					body,
					fields: JSON.stringify(fields),
					saved_at: savedAt,
					window_id: window.id,
				};
				const kept = await transaction
					.insertInto('working_copies')
					.values({ person_id: personId, item_id: itemId, language, ...text })
					.onConflict((conflict) =>
						conflict
							.columns(['person_id', 'item_id', 'language'])
							.doUpdateSet(text)
							.where(isKnownTo(window)),
					)
					.returning('saved_at')
					.executeTakeFirst();
				return kept?.saved_at ?? null;
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
				window: row.window_id,
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
		settle: (personId, { itemId, language }, window) =>
			database.transaction(async (transaction) => {
				const isOfPerson = ofPerson(personId, { itemId, language });
				await transaction
					.deleteFrom('working_copies')
					.where(isOfPerson)
					.where(isKnownTo(window))
					.execute();
				const left = await transaction.selectFrom('working_copies').select('saved_at').where(isOfPerson).executeTakeFirst();
				if (left) throw new VerbundError('content.writtenElsewhere');
			}),
		meet: (actor, personId, { itemId, language }, window) =>
			database.transaction(async (transaction) => {
				const now = Date.now();
				await transaction.deleteFrom('editing_presence').where('seen_at', '<', now - presenceLifetime).execute();
				const isHere = await transaction
					.updateTable('editing_presence')
					.set({ seen_at: now })
					.where('item_id', '=', itemId)
					.where('language', '=', language)
					.where('person_id', '=', personId)
					.returning('person_id')
					.executeTakeFirst();
				if (!isHere) {
					await transaction
						.insertInto('editing_presence')
						.values({ item_id: itemId, language, person_id: personId, seen_at: now })
						.onConflict((conflict) => conflict.doNothing())
						.execute();
					tellComing(itemId);
				}
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
				const elsewhere = await transaction
					.selectFrom('working_copies')
					.select('saved_at')
					.where(ofPerson(personId, { itemId, language }))
					.where(({ not }) => not(isKnownTo(window)))
					.executeTakeFirst();
				return { newest: newest ?? null, others, elsewhere: elsewhere?.saved_at ?? null };
			}),
		leave: (personId, { itemId, language }) =>
			database.transaction(async (transaction) => {
				await transaction
					.deleteFrom('editing_presence')
					.where('item_id', '=', itemId)
					.where('language', '=', language)
					.where('person_id', '=', personId)
					.execute();
				tellComing(itemId);
			}),
		onDidComeOrGo: comings.event,
	};
}

function ofPerson(personId: string, { itemId, language }: EditedVariant) {
	return expressionBuilder<Schema, 'working_copies'>().and({
		'working_copies.person_id': personId,
		'working_copies.item_id': itemId,
		'working_copies.language': language,
	});
}

/** It wrote the copy itself, or began with it. */
function isKnownTo({ id, knownCopy }: EditingWindow) {
	const { eb, or } = expressionBuilder<Schema, 'working_copies'>();
	return or([eb('working_copies.window_id', '=', id), eb('working_copies.saved_at', '=', knownCopy)]);
}

import { sql, type Kysely } from 'kysely';
import { organisationIds, roles, type Actor } from '../../access/actor.ts';
import { visibleTo } from '../../access/visible-to.ts';
import type { Database } from '../../database/database.ts';
import type { Schema } from '../../database/schema.ts';
import { VerbundError, notFound } from '../../errors.ts';
import type { Reader } from '../reader.ts';
import { germanDay } from '../../l10n/german-days.ts';
import type { HolderOf } from './holders.ts';
import { ownRequest } from './own-request.ts';
import { listOpen, type OpenAcknowledgement } from './list-open.ts';
import { readReport, type AcknowledgementReport } from './report.ts';
import { selectOpen } from './select-open.ts';

/** "Gelesen und verstanden": a person's confirmation of one edition of an item (decision 030). */
export interface Acknowledgements {
	/**
	 * Asks all of an item's audience, or those of it who are chosen; from its publication on.
	 *
	 * @throws VerbundError `command.inputInvalid` for somebody who is not there or not the owner's to choose
	 */
	ask(itemId: string, choice: AcknowledgementChoice): Promise<void>;
	/** Nobody is asked any more; what was confirmed stays. */
	end(itemId: string): Promise<void>;
	/** What was chosen; null where nobody is asked. Whoever asks has shown that the actor works on the item. */
	choice(itemId: string): Promise<AcknowledgementChoice | null>;
	/**
	 * Once; again it changes nothing.
	 *
	 * @throws VerbundError `request.notFound` where the reader is not asked, `acknowledgement.newEdition`
	 */
	confirm(reader: Reader, itemId: string, edition: number): Promise<void>;
	/** What the reader is asked and has not confirmed: `selectOpen`. */
	selectOpen(reader: Reader, limit: number): ReturnType<typeof selectOpen>;
	/** The same, for a page of its own. */
	open(reader: Reader): Promise<readonly OpenAcknowledgement[]>;
	/** How far it has come. Whoever asks has shown that the actor may ask for it. */
	report(actor: Actor, itemId: string): Promise<AcknowledgementReport | null>;
	/** Confirmations whose names may not be stored any more lose them, and their day. */
	forgetNames(): Promise<void>;
}

export interface AcknowledgementChoice {
	readonly dueAt: number | null;
	/** `organisation:<id>`, `group:<id>`, `role:<role>`; empty for the whole audience. */
	readonly concerned: readonly string[];
}

/** Whether organisations let the names of their people stand in reports, by their ids. */
export type NamingRules = (organisationIds: readonly string[]) => Promise<ReadonlyMap<string, boolean>>;

const atOnce = 500;
const mostOpen = 200;

export interface AcknowledgementParts {
	readonly database: Database;
	readonly holderOf: HolderOf;
	readonly namingRules: NamingRules;
	/** People are to hear of it; in the transaction of the asking. */
	readonly asked: () => Promise<void>;
}

export function createAcknowledgements(parts: AcknowledgementParts): Acknowledgements {
	const { database, holderOf, namingRules, asked } = parts;

	return {
		ask: (itemId, { dueAt, concerned }) =>
			database.transaction(async (transaction) => {
				const item = await transaction
					.selectFrom('items')
					.select(['organisation_id', 'edition', 'published_at'])
					.where('id', '=', itemId)
					.where('deleted_at', 'is', null)
					.executeTakeFirstOrThrow(notFound);
				await requireKnown(transaction, item.organisation_id, concerned);
				const now = Date.now();
				const due = { due_at: dueAt, chosen_at: now, reminders: 0 };
				await transaction
					.insertInto('acknowledgement_requests')
					.values({
						...due,
						item_id: itemId,
						asked_at: item.published_at === null ? null : now,
						told_edition: 0,
					})
					.onConflict((conflict) => conflict.column('item_id').doUpdateSet(due))
					.execute();
				await transaction.deleteFrom('acknowledgement_principals').where('item_id', '=', itemId).execute();
				for (const principal of new Set(concerned)) {
					await transaction
						.insertInto('acknowledgement_principals')
						.values({ item_id: itemId, principal })
						.execute();
				}
				await asked();
			}),
		async end(itemId) {
			await database.transaction((transaction) =>
				transaction.deleteFrom('acknowledgement_requests').where('item_id', '=', itemId).execute(),
			);
		},
		async choice(itemId) {
			const rows = await database.query
				.selectFrom('acknowledgement_requests as asked')
				.leftJoin('acknowledgement_principals as chosen', 'chosen.item_id', 'asked.item_id')
				.select(['asked.due_at', 'chosen.principal'])
				.where('asked.item_id', '=', itemId)
				.orderBy('chosen.principal')
				.execute();
			const [first] = rows;
			if (!first) return null;
			return { dueAt: first.due_at, concerned: rows.flatMap(({ principal }) => principal ?? []) };
		},
		confirm: (reader, itemId, edition) =>
			database.transaction(async (transaction) => {
				const { actor } = reader;
				const own = ownRequest(actor, holderOf);
				if (!own || actor.kind !== 'person') throw notFound();
				const request = await transaction
					.selectFrom('acknowledgement_requests as asked')
					.innerJoin('items', 'items.id', 'asked.item_id')
					.select('items.edition')
					.select(
						sql<string>`(select variant.title from item_variants as variant where variant.item_id = items.id
							and variant.language = items.source_language)`.as('title'),
					)
					.select(sql<number>`case when ${own.isConfirmed} then 1 else 0 end`.as('confirmed'))
					.where('items.id', '=', itemId)
					.where('items.type', 'in', [...reader.types, ''])
					.where(visibleTo(actor, 'items.id'))
					.where(sql<boolean>`${own.concerns}`)
					.executeTakeFirstOrThrow(notFound);
				if (request.edition !== edition) {
					throw new VerbundError('acknowledgement.newEdition', { values: { title: request.title } });
				}
				// Who confirmed without a name is not named by confirming once more.
				if (Number(request.confirmed) === 1) return;
				const rules = await namingRules(organisationIds(actor));
				if ([...rules.values()].includes(false)) {
					await transaction
						.insertInto('acknowledgement_marks')
						.values({ item_id: itemId, edition, holder: holderOf(actor.personId) })
						.execute();
					return;
				}
				const confirmedOn = germanDay(Date.now());
				await transaction
					.insertInto('acknowledgement_names')
					.values({ item_id: itemId, edition, person_id: actor.personId, confirmed_on: confirmedOn })
					.execute();
			}),
		selectOpen: (reader, limit) => selectOpen(reader, holderOf, limit),
		open: (reader) => listOpen(database, selectOpen(reader, holderOf, mostOpen)),
		report: (actor, itemId) => readReport(parts, actor, itemId),
		async forgetNames() {
			const all = await database.query.selectFrom('organisations').select('id').execute();
			const rules = await namingRules(all.map(({ id }) => id));
			const silent = [...rules].filter(([, mayName]) => !mayName).map(([id]) => id);
			const isSilent = sql<boolean>`person_id in (
				select memberships.person_id from memberships where organisation_id in (${sql.join([...silent, ''])}))`;
			await database.transaction(async (transaction) => {
				const named = await transaction
					.selectFrom('acknowledgement_names')
					.select(['item_id', 'edition', 'person_id'])
					.where(isSilent)
					.execute();
				for (let start = 0; start < named.length; start += atOnce) {
					await transaction
						.insertInto('acknowledgement_marks')
						.values(
							named.slice(start, start + atOnce).map(({ item_id, edition, person_id }) => ({
								...{ item_id, edition },
								holder: holderOf(person_id),
							})),
						)
						.onConflict((conflict) => conflict.doNothing())
						.execute();
				}
				await transaction.deleteFrom('acknowledgement_names').where(isSilent).execute();
			});
		},
	};
}

/** Organisations of the network, groups in which the owner takes part, and roles. */
async function requireKnown(
	transaction: Kysely<Schema>,
	ownerId: string,
	principals: readonly string[],
): Promise<void> {
	const idsOf = (kind: string) =>
		principals.filter((principal) => principal.startsWith(kind)).map((principal) => principal.slice(kind.length));
	const organisations = await transaction
		.selectFrom('organisations')
		.select('id')
		.where('id', 'in', [...idsOf('organisation:'), ''])
		.execute();
	const groups = await transaction
		.selectFrom('group_organisations')
		.select('group_id')
		.where('organisation_id', '=', ownerId)
		.where('group_id', 'in', [...idsOf('group:'), ''])
		.execute();
	const known = new Set([
		...roles.map((role) => `role:${role}`),
		...organisations.map(({ id }) => `organisation:${id}`),
		...groups.map(({ group_id: id }) => `group:${id}`),
	]);
	if (principals.every((principal) => known.has(principal))) return;
	throw new VerbundError('command.inputInvalid', {
		fields: [{ path: 'concerned', message: 'field.audience' }],
	});
}

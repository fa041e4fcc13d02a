import { germanDay, notFound, sql, type PluginStorage } from 'verbund';
import type { TemplatesTables } from './uses-table.ts';

/** That an organisation works with a template: a relation of organisations and versions, never of people. */
export interface Use {
	readonly itemId: string;
	readonly organisationId: string;
	readonly takenOn: string;
	readonly newestRevision: number;
	readonly seenRevision: number;
	readonly producedRevision: number | null;
	readonly producedOn: string | null;
}

export interface Uses {
	find(itemId: string, organisationId: string): Promise<Use | null>;
	/** Whoever asks sees to it that the templates may be read. */
	ofOrganisation(organisationId: string): Promise<readonly Use[]>;
	ofItem(itemId: string): Promise<readonly Use[]>;
	take(itemId: string, organisationId: string, revision: number): Promise<void>;
	/** @throws VerbundError `request.notFound` where the organisation has not taken it */
	release(itemId: string, organisationId: string): Promise<void>;
	/** @throws VerbundError `request.notFound` where the organisation has not taken it */
	noteSeen(itemId: string, organisationId: string, revision: number): Promise<void>;
	/** Another version was published; answers which organisations have not seen it. */
	noteChange(itemId: string, revision: number): Promise<readonly string[]>;
	/** Writes only where it says something new: each write makes kept pages anew. */
	noteProduced(use: Use, revision: number): Promise<void>;
}

export function createUses(storage: PluginStorage): Uses {
	const { query } = storage;
	const select = () => query<TemplatesTables>().selectFrom('templates_uses').selectAll('templates_uses');

	return {
		async find(itemId, organisationId) {
			const row = await select()
				.where('item_id', '=', itemId)
				.where('organisation_id', '=', organisationId)
				.executeTakeFirst();
			return row ? toUse(row) : null;
		},
		async ofOrganisation(organisationId) {
			const rows = await select().where('organisation_id', '=', organisationId).limit(mostListed).execute();
			return rows.map(toUse);
		},
		async ofItem(itemId) {
			const rows = await select().where('item_id', '=', itemId).orderBy('taken_on').execute();
			return rows.map(toUse);
		},
		async take(itemId, organisationId, revision) {
			await storage.transaction<TemplatesTables, unknown>((transaction) =>
				transaction
					.insertInto('templates_uses')
					.values({
						item_id: itemId,
						organisation_id: organisationId,
						taken_on: germanDay(Date.now()),
						newest_revision: revision,
						seen_revision: revision,
						produced_revision: null,
						produced_on: null,
					})
					.onConflict((conflict) => conflict.doNothing())
					.execute(),
			);
		},
		async release(itemId, organisationId) {
			const { numDeletedRows } = await storage.transaction<TemplatesTables, { numDeletedRows: bigint }>(
				(transaction) =>
					transaction
						.deleteFrom('templates_uses')
						.where('item_id', '=', itemId)
						.where('organisation_id', '=', organisationId)
						.executeTakeFirst(),
			);
			if (numDeletedRows === 0n) throw notFound();
		},
		async noteSeen(itemId, organisationId, revision) {
			const { numUpdatedRows } = await storage.transaction<TemplatesTables, { numUpdatedRows: bigint }>(
				(transaction) =>
					transaction
						.updateTable('templates_uses')
						.set({ seen_revision: revision })
						.where('item_id', '=', itemId)
						.where('organisation_id', '=', organisationId)
						.executeTakeFirst(),
			);
			if (numUpdatedRows === 0n) throw notFound();
		},
		async noteChange(itemId, revision) {
			const rows = await storage.transaction<TemplatesTables, { organisation_id: string }[]>((transaction) =>
				transaction
					.updateTable('templates_uses')
					.set({ newest_revision: revision })
					.where('item_id', '=', itemId)
					.where('newest_revision', '<', revision)
					.returning('organisation_id')
					.execute(),
			);
			return rows.map((row) => row.organisation_id);
		},
		async noteProduced({ itemId, organisationId, producedRevision, producedOn }, revision) {
			const today = germanDay(Date.now());
			if (producedRevision === revision && producedOn === today) return;
			await storage.transaction<TemplatesTables, unknown>((transaction) =>
				transaction
					.updateTable('templates_uses')
					.set({ produced_revision: revision, produced_on: today })
					.where('item_id', '=', itemId)
					.where('organisation_id', '=', organisationId)
					.execute(),
			);
		},
	};
}

/** Ids of the templates that an organisation works with, as a query in parentheses. */
export function usedBy(organisationId: string) {
	return sql`(select item_id from templates_uses where organisation_id = ${organisationId})`;
}

const mostListed = 500;

function toUse(row: TemplatesTables['templates_uses']): Use {
	return {
		itemId: row.item_id,
		organisationId: row.organisation_id,
		takenOn: row.taken_on,
		newestRevision: row.newest_revision,
		seenRevision: row.seen_revision,
		producedRevision: row.produced_revision,
		producedOn: row.produced_on,
	};
}

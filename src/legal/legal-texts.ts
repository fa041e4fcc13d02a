import type { Kysely } from 'kysely';
import type { Database } from '../database/database.ts';
import type { Schema } from '../database/schema.ts';
import { VerbundError } from '../errors.ts';
import type { LegalLanguage, LegalPage } from './legal-pages.ts';

/** The network's texts stand under this in place of an organisation's id. */
export const ofNetwork = '';

export interface LegalText {
	/** `ofNetwork`, or the organisation whose own text it is. */
	readonly organisationId: string;
	readonly page: LegalPage;
	readonly language: LegalLanguage;
	readonly body: string;
	/** Sanitised. */
	readonly html: string;
	readonly updatedAt: number;
}

export interface LegalTexts {
	/** Every text of a page, of the network and of organisations, in every language. */
	ofPage(page: LegalPage): Promise<readonly LegalText[]>;
	/** All pages of the network or of one organisation. */
	of(organisationId: string): Promise<readonly LegalText[]>;
	/** @throws VerbundError `legal.conflict` if somebody changed it after `expectedUpdatedAt` (0: it is new) */
	change(text: Omit<LegalText, 'updatedAt'>, expectedUpdatedAt: number): Promise<void>;
	/** @throws VerbundError `command.changedMeanwhile` if somebody changed it after `expectedUpdatedAt` */
	remove(
		text: Pick<LegalText, 'organisationId' | 'page' | 'language'>,
		expectedUpdatedAt?: number,
	): Promise<void>;
}

export function createLegalTexts(database: Database): LegalTexts {
	const select = () =>
		database.query
			.selectFrom('legal_texts')
			.select([
				'organisation_id as organisationId',
				'page',
				'language',
				'body',
				'html',
				'updated_at as updatedAt',
			])
			// Written by the commands alone, which know the pages and languages.
			.$narrowType<{ page: LegalPage; language: LegalLanguage }>();

	return {
		ofPage: (page) => select().where('page', '=', page).execute(),
		of: (organisationId) => select().where('organisation_id', '=', organisationId).execute(),
		async change({ organisationId, page, language, body, html }, expectedUpdatedAt) {
			await database.transaction(async (transaction) => {
				const place = { organisationId, page, language };
				if ((await updatedAt(transaction, place)) !== expectedUpdatedAt)
					throw new VerbundError('legal.conflict');
				// Never the same time twice, however fast two changes follow each other.
				const row = { body, html, updated_at: Math.max(Date.now(), expectedUpdatedAt + 1) };
				await transaction
					.insertInto('legal_texts')
					.values({ organisation_id: organisationId, page, language, ...row })
					.onConflict((conflict) =>
						conflict.columns(['organisation_id', 'page', 'language']).doUpdateSet(row),
					)
					.execute();
			});
		},
		async remove(place, expectedUpdatedAt) {
			await database.transaction(async (transaction) => {
				const present = await updatedAt(transaction, place);
				if (present !== (expectedUpdatedAt ?? present))
					throw new VerbundError('command.changedMeanwhile', { values: { title: place.page } });
				await transaction
					.deleteFrom('legal_texts')
					.where('organisation_id', '=', place.organisationId)
					.where('page', '=', place.page)
					.where('language', '=', place.language)
					.execute();
			});
		},
	};
}

/** 0 where there is no text yet. */
async function updatedAt(
	transaction: Kysely<Schema>,
	{ organisationId, page, language }: Pick<LegalText, 'organisationId' | 'page' | 'language'>,
): Promise<number> {
	const row = await transaction
		.selectFrom('legal_texts')
		.select('updated_at')
		.where('organisation_id', '=', organisationId)
		.where('page', '=', page)
		.where('language', '=', language)
		.executeTakeFirst();
	return row?.updated_at ?? 0;
}

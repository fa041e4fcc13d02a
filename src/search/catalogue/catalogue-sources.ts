import { sql, type Kysely } from 'kysely';
import type { Schema } from '../../database/schema.ts';
import type { SearchSource } from '../prepared-document.ts';

/** What can be found besides texts. As a type of hits each goes by the same name. */
export const catalogueTypes = ['person', 'organisation', 'collection', 'file'] as const;

export type CatalogueType = (typeof catalogueTypes)[number];

export function isCatalogueType(type: string): type is CatalogueType {
	return catalogueTypes.some((one) => one === type);
}

/** What these things are found by; those that are gone are left out. */
export async function readCatalogueSources(
	database: Kysely<Schema>,
	type: CatalogueType,
	ids: readonly string[],
): Promise<readonly SearchSource[]> {
	const rows = await readers[type](database, ids);
	return rows.map(({ id, organisationId, title, texts }) => ({
		source: type,
		type,
		objectId: id,
		// Names are read by the rules of the language that the network works in.
		language: 'de',
		organisationId: organisationId ?? '',
		title,
		headings: [],
		text: texts.filter((text) => text !== null && text !== '').join('\n'),
		updatedAt: 0,
	}));
}

interface CatalogueRow {
	readonly id: string;
	readonly organisationId: string | null;
	readonly title: string;
	readonly texts: readonly (string | null)[];
}

type Reader = (database: Kysely<Schema>, ids: readonly string[]) => Promise<readonly CatalogueRow[]>;

const readers: Readonly<Record<CatalogueType, Reader>> = {
	/**
	 * By the name alone: an address would be found, and an organisation counted, for those who may see the person and
	 * not where they belong.
	 */
	async person(database, ids) {
		const rows = await database
			.selectFrom('people')
			.select(['people.id', 'people.name as title'])
			.where('people.id', 'in', ids)
			.execute();
		return rows.map((row) => ({ ...row, organisationId: null, texts: [] }));
	},
	async organisation(database, ids) {
		const rows = await database
			.selectFrom('organisations')
			.select(['id', 'name', 'short_name'])
			.where('id', 'in', ids)
			.execute();
		const sites = await database
			.selectFrom('sites')
			.select(['organisation_id', 'name', 'address'])
			.where('organisation_id', 'in', ids)
			.orderBy('name')
			.execute();
		return rows.map((row) => ({
			id: row.id,
			organisationId: row.id,
			title: row.name,
			texts: [
				row.short_name,
				...sites
					.filter((site) => site.organisation_id === row.id)
					.map(({ name, address }) => [name, address].filter((part) => part !== '').join(', ')),
			],
		}));
	},
	async collection(database, ids) {
		const rows = await database
			.selectFrom('collections')
			.select(['id', 'organisation_id as organisationId', 'title'])
			.where('id', 'in', ids)
			.execute();
		return rows.map((row) => ({ ...row, texts: [] }));
	},
	async file(database, ids) {
		const rows = await database
			.selectFrom('files')
			.leftJoin('file_texts', 'file_texts.file_id', 'files.id')
			.select(['id', 'organisation_id as organisationId', 'name', 'title', 'file_texts.text'])
			.where('id', 'in', ids)
			.where('item_id', 'is not', null)
			// Versions are found with the item that is about them.
			.where('versioned', '=', 0)
			.where(sql<boolean>`deleted_at is null`)
			.execute();
		return rows.map(({ name, title, text, ...row }) => ({ ...row, title: name, texts: [title, text] }));
	},
};

import { sql } from 'kysely';
import { z } from 'zod';
import { isUniqueViolation } from '../database/database-error.ts';
import type { Database } from '../database/database.ts';
import { VerbundError, notFound } from '../errors.ts';
import { createId } from '../ids.ts';
import { slugify } from '../slugs.ts';
import { defaultColour } from './colours.ts';
import type { LogoImage } from './logo-image.ts';

/** Stands after `organisation.` in a placeholder. */
export const organisationFieldNameSchema = z
	.string()
	.trim()
	.refine((name) => /^[a-z][A-Za-z0-9]{0,39}$/.test(name), { message: 'field.placeholderName' });

/** Values for placeholders: the four that every organisation has, and its own. */
export const organisationFieldsSchema = z.record(organisationFieldNameSchema, z.string().max(500));

const logoSchema = z.object({ digest: z.string(), width: z.number(), height: z.number() });

/** The image of an organisation; the address changes with it. */
export interface OrganisationLogo {
	readonly url: string;
	readonly width: number;
	readonly height: number;
}

export interface Organisation {
	readonly id: string;
	readonly slug: string;
	readonly name: string;
	readonly shortName: string;
	readonly colour: string;
	readonly fields: Readonly<Record<string, string>>;
	readonly logo: OrganisationLogo | null;
	/** Image at the head of letters; null where the logo stands there. */
	readonly letterhead: OrganisationLogo | null;
	/** Raised by each change. */
	readonly version: number;
}

export type ImageUse = 'logo' | 'letterhead';

export interface Site {
	readonly id: string;
	readonly organisationId: string;
	readonly slug: string;
	readonly name: string;
	readonly address: string;
	readonly phone: string;
	readonly email: string;
}

export interface NewOrganisation {
	readonly name: string;
	readonly slug?: string;
	readonly shortName?: string;
	readonly colour?: string;
	readonly fields?: Readonly<Record<string, string>>;
}

export type OrganisationChange = Partial<Pick<Organisation, 'name' | 'shortName' | 'colour' | 'fields'>>;

export type SiteDetails = Omit<Site, 'id' | 'organisationId' | 'slug'>;

export interface Organisations {
	list(): Promise<readonly Organisation[]>;
	/** @throws VerbundError `request.notFound` */
	get(id: string): Promise<Organisation>;
	findBySlug(slug: string): Promise<Organisation | null>;
	/** @throws VerbundError `accounts.slugTaken` */
	create(organisation: NewOrganisation): Promise<Organisation>;
	change(id: string, change: OrganisationChange): Promise<void>;
	/** Null takes it away. */
	setImage(id: string, use: ImageUse, image: LogoImage | null): Promise<void>;
	readImage(slug: string, use: ImageUse): Promise<Pick<LogoImage, 'mediaType' | 'bytes'> | null>;
	sites(organisationIds: readonly string[]): Promise<readonly Site[]>;
	addSite(organisationId: string, site: SiteDetails & { slug?: string }): Promise<string>;
	changeSite(organisationId: string, siteId: string, site: SiteDetails): Promise<void>;
	removeSite(organisationId: string, siteId: string): Promise<void>;
}

export function createOrganisations(database: Database): Organisations {
	const organisations: Organisations = {
		async list() {
			const rows = await database.query
				.selectFrom('organisations')
				.selectAll()
				.where('archived_at', 'is', null)
				.orderBy('name')
				.execute();
			return rows.map(toOrganisation);
		},
		async get(id) {
			const row = await database.query
				.selectFrom('organisations')
				.selectAll()
				.where('id', '=', id)
				.executeTakeFirst();
			if (!row) throw notFound();
			return toOrganisation(row);
		},
		async findBySlug(slug) {
			const row = await database.query
				.selectFrom('organisations')
				.selectAll()
				.where('slug', '=', slug)
				.executeTakeFirst();
			return row ? toOrganisation(row) : null;
		},
		async create({
			name,
			slug = slugify(name),
			shortName = shorten(name),
			colour = defaultColour,
			fields = {},
		}) {
			const organisation = {
				id: createId(),
				slug,
				name,
				shortName,
				colour,
				fields,
				logo: null,
				letterhead: null,
				version: 1,
			};
			await database.transaction(async (transaction) => {
				await transaction
					.insertInto('organisations')
					.values({
						id: organisation.id,
						slug,
						name,
						short_name: shortName,
						colour,
						fields: JSON.stringify(fields),
						created_at: Date.now(),
					})
					.execute()
					.catch(translateTaken);
			});
			return organisation;
		},
		async change(id, { name, shortName, colour, fields }) {
			await database.transaction(async (transaction) => {
				await transaction
					.updateTable('organisations')
					.set({
						version: sql<number>`version + 1`,
						...(name === undefined ? {} : { name }),
						...(shortName === undefined ? {} : { short_name: shortName }),
						...(colour === undefined ? {} : { colour }),
						...(fields === undefined ? {} : { fields: JSON.stringify(fields) }),
					})
					.where('id', '=', id)
					.execute();
			});
		},
		async setImage(id, use, image) {
			const table = imageTables[use];
			await database.transaction(async (transaction) => {
				await transaction.deleteFrom(table).where('organisation_id', '=', id).execute();
				if (image) {
					await transaction
						.insertInto(table)
						.values({ organisation_id: id, media_type: image.mediaType, bytes: image.bytes })
						.execute();
				}
				const stored =
					image && JSON.stringify({ digest: image.digest, width: image.width, height: image.height });
				await transaction
					.updateTable('organisations')
					.set({ [use]: stored, version: sql<number>`version + 1` })
					.where('id', '=', id)
					.execute();
			});
		},
		async readImage(slug, use) {
			const row = await database.query
				.selectFrom(imageTables[use])
				.innerJoin('organisations', 'organisations.id', `${imageTables[use]}.organisation_id`)
				.select(['media_type as mediaType', 'bytes'])
				.where('organisations.slug', '=', slug)
				.executeTakeFirst();
			return row ?? null;
		},
		async sites(organisationIds) {
			if (organisationIds.length === 0) return [];
			const rows = await database.query
				.selectFrom('sites')
				.selectAll()
				.where('organisation_id', 'in', [...organisationIds])
				.orderBy('name')
				.execute();
			return rows.map(({ organisation_id, ...site }) => ({ ...site, organisationId: organisation_id }));
		},
		async addSite(organisationId, { slug, ...site }) {
			const id = createId();
			await database.transaction(async (transaction) => {
				await transaction
					.insertInto('sites')
					.values({ id, organisation_id: organisationId, slug: slug ?? slugify(site.name), ...site })
					.execute()
					.catch(translateTaken);
			});
			return id;
		},
		async changeSite(organisationId, siteId, site) {
			await database.transaction(async (transaction) => {
				const { numUpdatedRows } = await transaction
					.updateTable('sites')
					.set(site)
					.where('id', '=', siteId)
					.where('organisation_id', '=', organisationId)
					.executeTakeFirst();
				if (numUpdatedRows === 0n) throw notFound();
			});
		},
		async removeSite(organisationId, siteId) {
			await database.transaction(async (transaction) => {
				const { numDeletedRows } = await transaction
					.deleteFrom('sites')
					.where('id', '=', siteId)
					.where('organisation_id', '=', organisationId)
					.executeTakeFirst();
				if (numDeletedRows === 0n) throw notFound();
			});
		},
	};
	return organisations;
}

const imageTables = { logo: 'organisation_logos', letterhead: 'organisation_letterheads' } as const;

function toOrganisation(row: {
	id: string;
	slug: string;
	name: string;
	short_name: string;
	colour: string;
	fields: string;
	logo: string | null;
	letterhead: string | null;
	version: number;
}): Organisation {
	return {
		id: row.id,
		slug: row.slug,
		name: row.name,
		shortName: row.short_name,
		colour: row.colour,
		fields: organisationFieldsSchema.catch({}).parse(JSON.parse(row.fields)),
		logo: readOrganisationImage(row.slug, 'logo', row.logo),
		letterhead: readOrganisationImage(row.slug, 'letterhead', row.letterhead),
		version: row.version,
	};
}

/** @param stored JSON of the digest and the size, as the table of organisations has it */
export function readOrganisationImage(
	slug: string,
	use: ImageUse,
	stored: string | null,
): OrganisationLogo | null {
	if (stored === null) return null;
	const { digest, width, height } = logoSchema.parse(JSON.parse(stored));
	return { url: `/organisations/${slug}/${use}?v=${digest.slice(0, 16)}`, width, height };
}

function translateTaken(error: unknown): never {
	throw isUniqueViolation(error) ? new VerbundError('accounts.slugTaken', { cause: error }) : error;
}

/** `Lebenswege Nord` becomes `LN`. */
function shorten(name: string): string {
	const initials = name
		.split(/\s+/)
		.map((word) => [...word][0] ?? '')
		.join('')
		.toUpperCase();
	return [...initials].slice(0, 3).join('');
}

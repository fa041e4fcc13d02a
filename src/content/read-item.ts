import { sql, type RawBuilder } from 'kysely';
import { z } from 'zod';
import { organisationIds } from '../access/actor.ts';
import { visibleTo } from '../access/visible-to.ts';
import type { Database } from '../database/database.ts';
import { jsonFunctions, readJson } from '../database/json-functions.ts';
import { notFound } from '../errors.ts';
import type { HolderOf } from './acknowledgement/holders.ts';
import { ownRequest } from './acknowledgement/own-request.ts';
import { reachOf } from './audience.ts';
import { itemUrl, type ContentTypes } from './content-types.ts';
import { composeFields } from './fields-of-translation.ts';
import { readableSchema, type FieldValues } from './fields.ts';
import type { ReadItem } from './item.ts';
import { languageOrder } from './language-order.ts';
import { newerSource } from './newer-source.ts';
import { decodeRendition } from './markdown/rendition.ts';
import type { PlaceholderValues } from './placeholders/placeholder-values.ts';
import type { Reader } from './reader.ts';
import { readStoredFields } from './stored-fields.ts';
import { fillForReader } from './slot-filling.ts';
import { toOrganisation, type OrganisationColumns } from './to-organisation.ts';

/** An item by its id, or as its address names it. */
export type ItemReference =
	| { readonly id: string }
	| { readonly type: string; readonly organisationSlug: string; readonly slug: string };

interface ItemRow extends OrganisationColumns<string> {
	readonly id: string;
	readonly type: string;
	readonly slug: string;
	readonly edition: number;
	readonly source_language: string;
	readonly checked_at: number | null;
	readonly review_due_at: number | null;
	readonly collection_id: string | null;
	readonly collection_title: string | null;
	readonly responsible: string | null;
	readonly answers: number;
	readonly language: string;
	readonly published_revision: number;
	readonly title: string;
	readonly summary: string;
	readonly published_at: number;
	readonly fields: string;
	readonly based_on_revision: number | null;
	readonly source_fields: string | null;
	/** Null if the source is as it was when this was translated. */
	readonly basis_fields: string | null;
	readonly source_revision: number | null;
	readonly newer_source: number | null;
	readonly html: Buffer;
	readonly slots: string | null;
	readonly headings: string;
	readonly rendered_fields: string | null;
	readonly more: unknown;
}

const moreSchema = z.object({
	variants: z.array(z.object({ language: z.string(), title: z.string() })),
	audience: z.array(z.string()),
	tags: z
		.array(z.string())
		.nullable()
		.transform((tags) => tags ?? []),
	acknowledgement: z
		.object({ dueAt: z.number().nullable(), confirmed: z.number(), confirmedOn: z.string().nullable() })
		.nullable(),
	backlinks: z
		.array(
			z.object({
				id: z.string(),
				type: z.string(),
				slug: z.string(),
				title: z.string(),
				language: z.string(),
				organisationSlug: z.string(),
				organisationName: z.string(),
			}),
		)
		.nullable()
		.transform((backlinks) => backlinks ?? []),
});

export interface ItemReadingParts {
	readonly database: Database;
	readonly types: ContentTypes;
	readonly holderOf: HolderOf;
}

/** More than these would be a list of their own. */
const mostBacklinks = 20;

/**
 * Reads what is published, in one query, and one more if the text has slots.
 *
 * @param language wished for by the address; goes before the reader's own languages
 * @param asked what the reader typed for this once, to be filled in beside what the hub knows
 * @throws VerbundError `request.notFound` for what is not there and for what may not be read
 */
export async function readItem(
	{ database, types: contentTypes, holderOf }: ItemReadingParts,
	reader: Reader,
	reference: ItemReference,
	language?: string,
	asked?: PlaceholderValues,
): Promise<ReadItem> {
	const wished = language === undefined ? reader.languages : [language, ...reader.languages];
	const { rows } = await selectItem(database, reader, reference, wished, holderOf).execute(database.query);
	const [row] = rows;
	const type = row && contentTypes.find(row.type);
	if (!row || !type) throw notFound();
	const more = moreSchema.parse(readJson(row.more));
	const body = decodeRendition(row);
	const rendered = await fillForReader(
		database,
		contentTypes,
		reader,
		{ ownerId: row.organisation_id, language: row.language, ...(asked ? { asked } : {}) },
		{ body, fields: readStoredFields(row.rendered_fields) },
	);
	const own = organisationIds(reader.actor).includes(row.organisation_id);
	return {
		id: row.id,
		type: row.type,
		slug: row.slug,
		url: itemUrl(type, row.organisation_slug, row.slug),
		organisation: toOrganisation(row),
		collection:
			row.collection_id !== null && row.collection_title !== null
				? { id: row.collection_id, title: row.collection_title }
				: null,
		language: row.language,
		fallback: wished[0] !== undefined && wished[0] !== row.language,
		variants: more.variants
			.sort((a, b) => Number(b.language === row.source_language) - Number(a.language === row.source_language))
			.map((variant) => ({ ...variant, url: itemUrl(type, row.organisation_slug, row.slug, variant.language) })),
		title: row.title,
		summary: row.summary,
		html: rendered.html,
		headings: body.headings,
		placeholders: body.slots.flatMap((slot) => (slot.kind === 'placeholder' ? [slot.name] : [])),
		missing: rendered.missing,
		fields: composeFields(
			readableSchema(type.fields),
			parseFields(row.source_fields),
			parseFields(row.fields),
			row.basis_fields === null ? undefined : parseFields(row.basis_fields),
		),
		fieldHtml: rendered.fieldHtml,
		tags: more.tags,
		revision: row.published_revision,
		edition: row.edition,
		publishedAt: row.published_at,
		checkedAt: row.checked_at,
		reviewDueAt: row.review_due_at,
		responsible: row.responsible,
		isResponsible: Number(row.answers) === 1,
		reach: reachOf(more.audience, row.organisation_id),
		sharedWith: own ? more.audience.filter((principal) => principal.startsWith('organisation:')).length - 1 : 0,
		outdated: row.newer_source !== null,
		basis:
			row.based_on_revision !== null && row.source_revision !== null
				? { revision: row.based_on_revision, newest: row.source_revision }
				: null,
		acknowledgement: more.acknowledgement && {
			dueAt: more.acknowledgement.dueAt,
			isConfirmed: more.acknowledgement.confirmed === 1,
			confirmedOn: more.acknowledgement.confirmedOn,
		},
		backlinks: more.backlinks.flatMap(({ organisationSlug, type: typeId, slug, ...backlink }) => {
			const linking = contentTypes.find(typeId);
			return linking ? [{ ...backlink, url: itemUrl(linking, organisationSlug, slug) }] : [];
		}),
	};
}

function selectItem(
	{ dialect }: Database,
	reader: Reader,
	reference: ItemReference,
	wished: readonly string[],
	holderOf: HolderOf,
): RawBuilder<ItemRow> {
	const { actor, types } = reader;
	const json = jsonFunctions(dialect);
	const wanted =
		'id' in reference
			? sql`items.id = ${reference.id}`
			: sql`items.organisation_id = (select id from organisations where slug = ${reference.organisationSlug})
				and items.type = ${reference.type} and items.slug = ${reference.slug}`;
	return sql<ItemRow>`select items.id, items.type, items.slug, items.organisation_id, items.edition, items.source_language,
			items.checked_at, items.review_due_at, items.collection_id,
			organisations.slug as organisation_slug, organisations.name as organisation_name,
			organisations.short_name as organisation_short_name,
			collections.title as collection_title,
			coalesce(people.name, groups.name) as responsible,
			case when ${isResponsible(actor)} then 1 else 0 end as answers,
			variant.language, variant.published_revision, variant.title, variant.summary, variant.published_at,
			revisions.fields, revisions.based_on_revision,
			source_revision.fields as source_fields, basis.fields as basis_fields, source_revision.number as source_revision,
			${newerSource('revisions.based_on_revision', 'source.published_revision')} as newer_source,
			renditions.html, renditions.slots, renditions.headings, renditions.fields as rendered_fields,
			${json.object}(
				'variants', ${json.nested}((select ${json.list}(${json.object}('language', other.language, 'title', other.title))
					from item_variants other where other.item_id = items.id and other.published_revision is not null)),
				'audience', ${json.nested}((select ${json.list}(principal) from item_audience where item_id = items.id)),
				'tags', ${json.nested}((select ${json.list}(tag) from item_tags where item_id = items.id)),
				'acknowledgement', ${json.nested}((${selectAcknowledgement(reader, holderOf, json)})),
				'backlinks', ${json.nested}((${selectBacklinks(reader, wished, json)}))
			) as more
		from items
		join organisations on organisations.id = items.organisation_id
		join item_variants variant on variant.item_id = items.id and variant.language = (
			select choice.language from item_variants choice
			where choice.item_id = items.id and choice.published_revision is not null
			order by ${languageOrder('choice.language', 'items.source_language', wished)}, choice.language limit 1)
		join revisions on revisions.item_id = items.id and revisions.number = variant.published_revision
		join renditions on renditions.item_id = items.id and renditions.language = variant.language
		left join item_variants source on source.item_id = items.id and source.language = items.source_language
		left join revisions source_revision on source_revision.item_id = items.id
			and source_revision.number = source.published_revision
		left join revisions basis on basis.item_id = items.id and basis.number = revisions.based_on_revision
			and basis.number <> source.published_revision
		left join collections on collections.id = items.collection_id
		left join people on people.id = items.responsible_person_id
		left join groups on groups.id = items.responsible_group_id
		where ${wanted} and items.type in (${sql.join([...types, ''])}) and ${visibleTo(actor, 'items.id')}`;
}

function isResponsible(actor: Reader['actor']): RawBuilder<unknown> {
	if (actor.kind !== 'person') return sql`1 = 0`;
	return sql`(items.responsible_person_id = ${actor.personId}
		or items.responsible_group_id in (${sql.join([...actor.groupIds, ''])}))`;
}

/** What the item of the outer query asks this reader. */
function selectAcknowledgement(
	{ actor }: Reader,
	holderOf: HolderOf,
	json: ReturnType<typeof jsonFunctions>,
): RawBuilder<unknown> {
	const own = ownRequest(actor, holderOf);
	if (!own) return sql`select cast(null as text)`;
	return sql`select ${json.object}('dueAt', ${own.dueAt}, 'confirmed', case when ${own.isConfirmed} then 1 else 0 end,
			'confirmedOn', ${own.confirmedOn})
		from acknowledgement_requests as asked where asked.item_id = items.id and ${own.concerns}`;
}

/** Items that link to the item of the outer query; each filtered by the same rights. */
function selectBacklinks(
	{ actor, types }: Reader,
	wished: readonly string[],
	json: ReturnType<typeof jsonFunctions>,
): RawBuilder<unknown> {
	return sql`select ${json.list}(${json.object}('id', link.id, 'type', link.type, 'slug', link.slug,
			'title', link.title, 'language', link.language,
			'organisationSlug', link.organisation_slug, 'organisationName', link.organisation_name))
		from (
			select linking.id, linking.type, linking.slug, linking_variant.title, linking_variant.language,
				owner.slug as organisation_slug, owner.name as organisation_name
			from (select distinct item_id from item_links where target_item_id = items.id and item_id <> items.id) as reference
			cross join items linking
			join organisations owner on owner.id = linking.organisation_id
			join item_variants linking_variant on linking_variant.item_id = linking.id and linking_variant.language = (
				select choice.language from item_variants choice
				where choice.item_id = linking.id and choice.published_revision is not null
				order by ${languageOrder('choice.language', 'linking.source_language', wished)}, choice.language limit 1)
			where linking.id = reference.item_id and linking.type in (${sql.join([...types, ''])})
				and ${visibleTo(actor, 'linking.id')}
			order by linking.published_at desc limit ${mostBacklinks}
		) as link`;
}

function parseFields(fields: string | null): FieldValues {
	return fields === null ? {} : JSON.parse(fields);
}

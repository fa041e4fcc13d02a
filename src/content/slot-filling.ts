import { sql } from 'kysely';
import { actingOrganisation } from '../access/actor.ts';
import { visibleTo } from '../access/visible-to.ts';
import type { Database } from '../database/database.ts';
import { itemUrl, type ContentTypes } from './content-types.ts';
import { languageOrder } from './language-order.ts';
import { escapeHtml } from './markdown/escape.ts';
import { fillSlots } from './markdown/fill-slots.ts';
import type { Rendition } from './markdown/rendition.ts';
import type { Slot } from './markdown/slots.ts';
import type { Reader } from './reader.ts';

interface Renditions {
	readonly body: Pick<Rendition, 'segments' | 'slots'>;
	readonly fields: ReadonlyMap<string, Pick<Rendition, 'segments' | 'slots'>>;
}

interface Filled {
	readonly html: string;
	readonly fieldHtml: Readonly<Record<string, string>>;
}

/** One row of what slots need: the reader's organisation, or an item that is linked. */
interface SlotRow {
	readonly kind: 'organisation' | 'item';
	readonly id: string;
	readonly reference: string;
	readonly title: string;
	readonly detail: string;
	readonly language: string;
}

/** Fills what depends on the reader with one rights-checked query; none if there is nothing to fill. */
export async function fillForReader(
	database: Database,
	contentTypes: ContentTypes,
	reader: Reader,
	ownerId: string,
	{ body, fields }: Renditions,
): Promise<Filled> {
	const slots = [body, ...fields.values()].flatMap((rendition) => rendition.slots);
	const rows = slots.length === 0 ? [] : await selectSlots(database, reader, ownerId, slots);
	const fill = createFill(contentTypes, rows);
	return {
		html: fillSlots(body, fill),
		fieldHtml: Object.fromEntries([...fields].map(([path, rendition]) => [path, fillSlots(rendition, fill)])),
	};
}

function createFill(contentTypes: ContentTypes, rows: readonly SlotRow[]): (slot: Slot) => string {
	const organisation = rows.find(({ kind }) => kind === 'organisation');
	const placeholders = organisation ? organisationPlaceholders(organisation) : new Map<string, string>();
	const items = rows.filter(({ kind }) => kind === 'item');

	return (slot) => {
		if (slot.kind === 'placeholder') return fillPlaceholder(slot.name, placeholders.get(slot.name));
		const item = items.find(({ id, reference }) => slot.reference === id || slot.reference === reference);
		const label = slot.kind === 'itemLink' ? slot.label : null;
		const type = item && contentTypes.find(item.reference.split('/')[0] ?? '');
		// Something unreadable answers like something that does not exist: no title, no link.
		if (!item || !type) return label === null ? '<span class="unavailable">…</span>' : escapeHtml(label);
		const [organisationSlug = '', slug = ''] = item.detail.split('/');
		const fragment = slot.kind === 'itemLink' && slot.fragment !== undefined ? `#${slot.fragment}` : '';
		const address = escapeHtml(`${itemUrl(type, organisationSlug, slug)}${fragment}`);
		const language = label === null ? ` lang="${escapeHtml(item.language)}"` : '';
		const link = `<a class="item-link" href="${address}"${language}>${escapeHtml(label ?? item.title)}</a>`;
		return slot.kind === 'itemEmbed' ? `<p class="item-card">${link}</p>` : link;
	};
}

/** A missing value shows itself: an empty gap would be worse. */
function fillPlaceholder(name: string, value: string | undefined): string {
	return value === undefined || value === ''
		? `<span class="placeholder-missing">{{${escapeHtml(name)}}}</span>`
		: escapeHtml(value);
}

function organisationPlaceholders({ title, detail }: SlotRow): Map<string, string> {
	const fields: Record<string, string> = JSON.parse(detail);
	return new Map([
		['organisation.name', title],
		...Object.entries(fields).map(([name, value]): [string, string] => [`organisation.${name}`, value]),
	]);
}

async function selectSlots(
	database: Database,
	{ actor, languages, types }: Reader,
	ownerId: string,
	slots: readonly Slot[],
): Promise<readonly SlotRow[]> {
	const references = [...new Set(slots.flatMap((slot) => (slot.kind === 'placeholder' ? [] : [slot.reference])))];
	const organisationId = actingOrganisation(actor) ?? ownerId;
	const { rows } = await sql<SlotRow>`
		select 'organisation' as kind, organisations.id, organisations.slug as reference, organisations.name as title,
			organisations.fields as detail, '' as language
		from organisations where organisations.id = ${organisationId}
		union all
		select 'item', items.id, items.type || '/' || items.slug, variant.title, organisations.slug || '/' || items.slug,
			variant.language
		from items
		join organisations on organisations.id = items.organisation_id
		join item_variants variant on variant.item_id = items.id and variant.language = (
			select choice.language from item_variants choice
			where choice.item_id = items.id and choice.published_revision is not null
			order by ${languageOrder('choice.language', 'items.source_language', languages)}, choice.language limit 1)
		where (items.id in (${sql.join([...references, ''])})
			or (items.organisation_id = ${ownerId} and items.slug in (${sql.join([...references.map(slugOf), ''])})
				and items.type || '/' || items.slug in (${sql.join([...references, ''])})))
			and items.type in (${sql.join([...types, ''])}) and ${visibleTo(actor, 'items.id')}`.execute(database.query);
	return rows;
}

function slugOf(reference: string): string {
	return reference.split('/')[1] ?? '';
}

import { sql } from 'kysely';
import type { Actor } from '../access/actor.ts';
import { visibleTo } from '../access/visible-to.ts';
import type { Database } from '../database/database.ts';
import { itemUrl, type ContentTypes } from './content-types.ts';
import { languageOrder } from './language-order.ts';
import { escapeHtml } from './markdown/escape.ts';
import type { Rendition } from './markdown/rendition.ts';
import type { Slot } from './markdown/slots.ts';
import { fillSections } from './placeholders/fill-sections.ts';
import { parseMark } from './placeholders/placeholder-mark.ts';
import { findValue, textOf, type PlaceholderValues } from './placeholders/placeholder-values.ts';
import { selectValues, toValues, type ValueRow } from './placeholders/reader-values.ts';
import type { Reader } from './reader.ts';

interface Renditions {
	readonly body: Pick<Rendition, 'segments' | 'slots'>;
	readonly fields: ReadonlyMap<string, Pick<Rendition, 'segments' | 'slots'>>;
}

interface Filled {
	/** Placeholders without a value where one was shown, each once. */
	readonly missing: readonly string[];
	readonly html: string;
	readonly fieldHtml: Readonly<Record<string, string>>;
}

interface ItemRow extends Omit<ValueRow, 'kind'> {
	readonly kind: 'item';
}

/** What a text is filled with: whose it is, in which language, and what the reader has typed for this once. */
export interface FillingText {
	readonly ownerId: string;
	readonly language: string;
	readonly asked?: PlaceholderValues;
}

/** Fills what depends on the reader with one rights-checked query; none if there is nothing to fill. */
export async function fillForReader(
	database: Database,
	contentTypes: ContentTypes,
	reader: Reader,
	{ ownerId, language, asked }: FillingText,
	{ body, fields }: Renditions,
): Promise<Filled> {
	const slots = [body, ...fields.values()].flatMap((rendition) => rendition.slots);
	const rows = slots.length === 0 ? [] : await selectSlots(database, reader, ownerId, slots);
	const items = rows.filter((row) => row.kind === 'item');
	const own = toValues(rows.filter((row) => row.kind !== 'item'));
	const missing = new Set<string>();
	const filling = {
		language,
		values: asked ? new Map([...own, ...asked]) : own,
		fill: createFill(contentTypes, items, language, (name) => missing.add(name)),
	};
	const html = fillSections(body, filling);
	const fieldHtml = Object.fromEntries(
		[...fields].map(([path, rendition]) => [path, fillSections(rendition, filling)]),
	);
	return { html, fieldHtml, missing: [...missing] };
}

/** What placeholders stand for, for somebody who reads a text of this owner. One query. */
export async function readPlaceholderValues(
	database: Database,
	actor: Actor,
	ownerId: string,
): Promise<PlaceholderValues> {
	const { rows } = await selectValues(actor, ownerId).execute(database.query);
	return toValues(rows);
}

function createFill(
	contentTypes: ContentTypes,
	items: readonly ItemRow[],
	textLanguage: string,
	noteMissing: (name: string) => void,
) {
	return (slot: Slot, scopes: readonly PlaceholderValues[]): string => {
		if (slot.kind === 'placeholder') {
			const filled = fillPlaceholder(slot.name, scopes, textLanguage);
			if (filled !== null) return filled;
			// A missing value shows itself: an empty gap would be worse.
			noteMissing(slot.name);
			return `<span class="placeholder-missing">{{${escapeHtml(slot.name)}}}</span>`;
		}
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

/** Null for a value that is missing. */
function fillPlaceholder(
	name: string,
	scopes: readonly PlaceholderValues[],
	language: string,
): string | null {
	const mark = parseMark(name);
	const value = mark?.kind === 'value' ? findValue(mark.path, scopes) : null;
	if (value?.kind === 'image') {
		return `<img class="letterhead" src="${escapeHtml(value.url)}" alt="${escapeHtml(value.alt)}" width="${value.width}" height="${value.height}">`;
	}
	const text = mark?.kind === 'value' ? textOf(mark, scopes, language) : null;
	return text === null ? null : escapeHtml(text.trim()).replace(/\r?\n/g, '<br>');
}

async function selectSlots(
	database: Database,
	{ actor, languages, types }: Reader,
	ownerId: string,
	slots: readonly Slot[],
): Promise<readonly (ItemRow | ValueRow)[]> {
	const references = [...new Set(slots.flatMap((slot) => (slot.kind === 'placeholder' ? [] : [slot.reference])))];
	const { rows } = await sql<ItemRow | ValueRow>`
		${selectValues(actor, ownerId)}
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

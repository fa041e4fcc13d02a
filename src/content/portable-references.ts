import { sql } from 'kysely';
import { visibleTo } from '../access/visible-to.ts';
import type { Database } from '../database/database.ts';
import type { FieldValue } from './fields.ts';
import { referencePattern, wikiLinkPattern } from './markdown/item-references.ts';
import type { Reader } from './reader.ts';
import { mapTexts } from './transfer/map-texts.ts';

/** Rewrites the references to other items in a text, so that it can stand in another organisation. */
export type MakePortable = <Value extends FieldValue>(value: Value) => Value;

const wikiLink = new RegExp(`(!?)${wikiLinkPattern}`, 'g');
const namedLink = new RegExp(`\\[([^\\[\\]\\n]{0,500})\\]\\((?:item:|/i/)(${referencePattern})(#[\\w-]{1,128})?\\)`, 'gi');

/**
 * `[[procedure/fundsachen]]` names an item of its own organisation; elsewhere only the id finds it. What the reader
 * may not read loses its reference and keeps its label, as in the text that the reader sees. One query, none
 * without references.
 */
export async function portableReferences(
	database: Database,
	reader: Reader,
	ownerId: string,
	values: readonly FieldValue[],
): Promise<MakePortable> {
	const references = [...new Set(values.flatMap(referencesIn))];
	const ids = references.length === 0 ? new Map() : await readableIds(database, reader, ownerId, references);
	const rewrite = (text: string) =>
		text
			.replace(wikiLink, (_, mark: string, reference: string, label?: string) => {
				const id = ids.get(reference);
				if (id === undefined) return label ?? '';
				return `${mark}[[${id}${label === undefined ? '' : `|${label}`}]]`;
			})
			.replace(namedLink, (_, label: string, reference: string, fragment = '') => {
				const id = ids.get(reference);
				return id === undefined ? label : `[${label}](item:${id}${fragment})`;
			});
	return (value) => mapTexts(value, rewrite);
}

function referencesIn(value: FieldValue): string[] {
	const text = JSON.stringify(value);
	return [...text.matchAll(wikiLink), ...text.matchAll(namedLink)].map(([, , reference]) => reference ?? '');
}

async function readableIds(
	database: Database,
	{ actor, types }: Reader,
	ownerId: string,
	references: readonly string[],
): Promise<ReadonlyMap<string, string>> {
	const { rows } = await sql<{ id: string; reference: string }>`
		select items.id, items.type || '/' || items.slug as reference, items.organisation_id from items
		where (items.id in (${sql.join(references)})
			or (items.organisation_id = ${ownerId} and items.slug in (${sql.join(references.map(slugOf))})))
			and items.type in (${sql.join([...types, ''])}) and ${visibleTo(actor, 'items.id')}`.execute(database.query);
	return new Map(rows.flatMap(({ id, reference }) => [[id, id] as const, [reference, id] as const]));
}

function slugOf(reference: string): string {
	return reference.split('/')[1] ?? '';
}

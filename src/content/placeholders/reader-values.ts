import { sql, type RawBuilder } from 'kysely';
import { actingOrganisation, type Actor } from '../../access/actor.ts';
import { printableImages } from '../../accounts/logo-image.ts';
import { readOrganisationImage } from '../../accounts/organisations.ts';
import { germanDay } from '../../l10n/german-days.ts';
import type { PlaceholderValue, PlaceholderValues } from './placeholder-values.ts';

/** A row about the organisation or the person that placeholders speak of. */
export interface ValueRow {
	readonly kind: 'organisation' | 'site' | 'person';
	readonly id: string;
	readonly reference: string;
	readonly title: string;
	/** JSON. */
	readonly detail: string;
	readonly language: string;
}

/**
 * Selects what placeholders are filled with for a reader: of the organisation that they act for, else of the owner of
 * the text.
 */
export function selectValues(actor: Actor, ownerId: string): RawBuilder<ValueRow> {
	const organisationId = actingOrganisation(actor) ?? ownerId;
	const personId = actor.kind === 'person' ? actor.personId : '';
	return sql<ValueRow>`
		select 'organisation' as kind, organisations.short_name as id, organisations.slug as reference,
			organisations.name as title, organisations.fields as detail,
			coalesce(organisations.letterhead, '') || '\n' || coalesce((
				select organisations.logo from organisation_logos logos
				where logos.organisation_id = organisations.id
					and logos.media_type in (${sql.join([...printableImages])})), '') as language
		from organisations where organisations.id = ${organisationId}
		union all
		select 'person', people.id, people.email, people.name, '{}', '' from people where people.id = ${personId}
		union all
		select 'site', sites.id, sites.phone, sites.name, sites.address, sites.email
		from sites where sites.organisation_id = ${organisationId}`;
}

/** By the names that authors write. A value that is not there is not in it. */
export function toValues(rows: readonly ValueRow[], now = Date.now()): PlaceholderValues {
	const today: PlaceholderValue = { kind: 'day', day: germanDay(now) };
	const values = new Map<string, PlaceholderValue>([
		['today', today],
		['date', today],
	]);
	const set = (name: string, text: string) => {
		if (text.trim() !== '') values.set(name, { kind: 'text', text });
	};
	for (const { kind, id, reference, title, detail, language } of rows) {
		if (kind === 'person') {
			set('person.name', title);
			set('person.email', reference);
		}
		if (kind !== 'organisation') continue;
		const fields: Record<string, string> = JSON.parse(detail);
		for (const [name, text] of Object.entries(fields)) set(`organisation.${name}`, text);
		set('organisation.name', title);
		set('organisation.shortName', id);
		const letterhead = letterheadOf(reference, title, language);
		if (letterhead) values.set('organisation.letterhead', letterhead);
	}
	const sites = rows.filter(({ kind }) => kind === 'site').sort((a, b) => a.title.localeCompare(b.title, 'de'));
	if (sites.length > 0) values.set('organisation.sites', { kind: 'list', entries: sites.map(toSite) });
	return values;
}

function toSite({ title, detail, reference, language }: ValueRow): PlaceholderValues {
	const texts = { name: title, address: detail, phone: reference, email: language };
	return new Map(
		Object.entries(texts).flatMap(([name, text]) =>
			text.trim() === '' ? [] : [[name, { kind: 'text', text }] as const],
		),
	);
}

/** The logo, where it is an image that can be printed, stands in for a letterhead. */
function letterheadOf(slug: string, name: string, stored: string): PlaceholderValue | null {
	const [letterhead = '', logo = ''] = stored.split('\n');
	const image = letterhead
		? readOrganisationImage(slug, 'letterhead', letterhead)
		: readOrganisationImage(slug, 'logo', logo === '' ? null : logo);
	return image && { kind: 'image', alt: name, ...image };
}

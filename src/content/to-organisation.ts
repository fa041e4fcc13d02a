import type { ItemOrganisation } from './item.ts';

/** What a join with `organisations` brings; null all of it where the join found nothing. */
export interface OrganisationColumns<Text extends string | null = string | null> {
	readonly organisation_id: Text;
	readonly organisation_slug: Text;
	readonly organisation_name: Text;
	readonly organisation_short_name: Text;
}

export function toOrganisation(row: OrganisationColumns<string>): ItemOrganisation;
export function toOrganisation(row: OrganisationColumns): ItemOrganisation | null;
export function toOrganisation(row: OrganisationColumns): ItemOrganisation | null {
	if (row.organisation_id === null) return null;
	return {
		id: row.organisation_id,
		slug: row.organisation_slug ?? '',
		name: row.organisation_name ?? '',
		shortName: row.organisation_short_name ?? '',
	};
}

import { sql, type RawBuilder, type SqlBool } from 'kysely';
import { actingOrganisation } from '../../access/actor.ts';
import type { ContentTypes } from '../../content/content-types.ts';
import type { Reader } from '../../content/reader.ts';
import { visibleDocuments } from '../../search/catalogue/visible-documents.ts';
import type { SearchRequest } from '../../search/search.ts';
import type { ThingRights } from '../../search/shelves/thing-rights.ts';

export interface SearcherParts {
	readonly types: ContentTypes;
	readonly thingRights: Pick<ThingRights, 'all'>;
}

/** What of a search follows from whoever searches: rights, languages, synonyms. */
export async function searchAs(
	{ types, thingRights }: SearcherParts,
	reader: Reader,
	among?: RawBuilder<unknown>,
): Promise<Pick<SearchRequest, 'preferredLanguages' | 'actingOrganisationId' | 'visible' | 'excludedTypes'>> {
	const rights = await thingRights.all();
	const visible = (column: string) => visibleDocuments({ ...reader, rights }, column);
	return {
		preferredLanguages: reader.languages,
		actingOrganisationId: actingOrganisation(reader.actor) ?? undefined,
		visible: among
			? (column) => sql<SqlBool>`(${visible(column)} and ${sql.ref(column)} in ${among})`
			: visible,
		excludedTypes: types
			.all()
			.map(({ id }) => id)
			.filter((id) => !reader.types.includes(id)),
	};
}

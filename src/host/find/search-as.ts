import { actingOrganisation } from '../../access/actor.ts';
import type { ContentTypes } from '../../content/content-types.ts';
import type { Reader } from '../../content/reader.ts';
import { visibleDocuments } from '../../search/catalogue/visible-documents.ts';
import type { SearchRequest } from '../../search/search.ts';

/** What of a search follows from whoever searches: rights, languages, synonyms. */
export function searchAs(
	types: ContentTypes,
	reader: Reader,
): Pick<SearchRequest, 'preferredLanguages' | 'actingOrganisationId' | 'visible' | 'excludedTypes'> {
	return {
		preferredLanguages: reader.languages,
		actingOrganisationId: actingOrganisation(reader.actor) ?? undefined,
		visible: (column) => visibleDocuments(reader, column),
		excludedTypes: types
			.all()
			.map(({ id }) => id)
			.filter((id) => !reader.types.includes(id)),
	};
}

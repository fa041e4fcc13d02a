import type { ContentHit, ContentSearchResult, FacetValue } from '../content/search-content.ts';
import type { SearchHit, SelectOption } from './ui/types.ts';
import type { WorkbenchLocals } from './locals.ts';

const pageSize = 20;

interface Facet {
	readonly name: 'type' | 'organisation' | 'language';
	readonly label: string;
	readonly value: string;
	readonly options: readonly SelectOption[];
}

/** The search page as its address asks for it. An empty query finds nothing and says nothing. */
export async function searchPageOf(url: URL, locals: WorkbenchLocals) {
	const parameters = url.searchParams;
	const text = (parameters.get('q') ?? '').trim();
	const chosen = {
		type: parameters.get('type') ?? '',
		organisation: parameters.get('organisation') ?? '',
		language: parameters.get('language') ?? '',
	};
	const result: ContentSearchResult | null =
		text === ''
			? null
			: await locals.search({
					text,
					...(chosen.type === '' ? {} : { types: [chosen.type] }),
					...(chosen.organisation === '' ? {} : { organisations: [chosen.organisation] }),
					...(chosen.language === '' ? {} : { languages: [chosen.language] }),
					limit: pageSize,
					cursor: parameters.get('cursor') ?? undefined,
				});
	const start = Math.max(1, Math.trunc(Number(parameters.get('start') ?? '1')) || 1);
	return {
		text,
		total: result?.total ?? 0,
		hits: result?.hits.map((hit) => toHit(hit, locals)) ?? [],
		start,
		corrected: result?.corrected
			? { text: result.corrected, url: searchUrl({ q: result.corrected, ...chosen }) }
			: null,
		facets: result ? facets(result, chosen, locals) : [],
		isNarrowed: Object.values(chosen).some((value) => value !== ''),
		everywhere: searchUrl({ q: text }),
		first: start > 1 ? searchUrl({ q: text, ...chosen }) : null,
		next: result?.nextCursor
			? searchUrl({ q: text, ...chosen, cursor: result.nextCursor, start: String(start + pageSize) })
			: null,
	};
}

function toHit(hit: ContentHit, { content, label }: WorkbenchLocals): SearchHit {
	const type = content.types.find(({ id }) => id === hit.type);
	return {
		url: hit.url,
		title: hit.title,
		excerpt: hit.excerpt,
		language: hit.language,
		icon: type?.icon ?? 'file-text',
		facts: [label(type?.title ?? hit.type), hit.organisation.name],
	};
}

function facets(
	{ facets: found }: ContentSearchResult,
	chosen: Readonly<Record<Facet['name'], string>>,
	{ content, label, t, format }: WorkbenchLocals,
): Facet[] {
	const typeTitle = (id: string) => label(content.types.find((type) => type.id === id)?.titlePlural ?? id);
	const all: readonly (readonly [Facet['name'], readonly FacetValue[], (value: FacetValue) => string])[] = [
		['type', found.types, ({ value }) => typeTitle(value)],
		['organisation', found.organisations, ({ title }) => title],
		['language', found.languages, ({ value }) => t(`language.${value}`)],
	];
	return all
		.filter(([name, values]) => values.length > 1 || chosen[name] !== '')
		.map(([name, values, title]) => ({
			name,
			label: t(`search.facet.${name}`),
			value: chosen[name],
			options: [
				{ value: '', title: t(`search.facet.${name}.all`) },
				...values.map((value) => ({
					value: value.value,
					title: `${title(value)} (${format.number(value.count)})`,
				})),
				...(chosen[name] === '' || values.some(({ value }) => value === chosen[name])
					? []
					: [{ value: chosen[name], title: title({ value: chosen[name], title: chosen[name], count: 0 }) }]),
			],
		}));
}

function searchUrl(parameters: Readonly<Record<string, string>>): string {
	const given = Object.entries(parameters).filter(([, value]) => value !== '');
	return `/search?${new URLSearchParams(given).toString()}`;
}

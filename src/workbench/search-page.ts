import type { FacetValue, FindResult, FoundHit } from '../host/find/find.ts';
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
	const result: FindResult | null =
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
		/** The signed-in may say that something should be there. */
		isMiss: result?.total === 0 && Boolean(locals.person?.organisation),
		everywhere: searchUrl({ q: text }),
		first: start > 1 ? searchUrl({ q: text, ...chosen }) : null,
		next: result?.nextCursor
			? searchUrl({ q: text, ...chosen, cursor: result.nextCursor, start: String(start + pageSize) })
			: null,
	};
}

function toHit(hit: FoundHit, { content, label, t }: WorkbenchLocals): SearchHit {
	const { kind, organisation, partOf } = hit;
	const found = { kind, id: hit.id };
	const belongsTo = organisation && kind !== 'organisation' ? [organisation.name] : [];
	const about = { url: hit.url, title: hit.title, excerpt: hit.excerpt, icon: hit.icon, found };
	if (kind === 'content') {
		const type = content.types.find(({ id }) => id === hit.type);
		const facts = [label(type?.title ?? hit.type), ...belongsTo];
		return { ...about, language: hit.language, facts };
	}
	return {
		...about,
		facts: [
			hit.kindTitle === null
				? t(hit.url.startsWith('mailto:') ? 'search.kind.mail' : `search.kind.${kind}`)
				: label(hit.kindTitle),
			...belongsTo,
			...(partOf ? [t('search.partOf', { title: partOf })] : []),
		],
	};
}

function facets(
	{ facets: found }: FindResult,
	chosen: Readonly<Record<Facet['name'], string>>,
	{ content, contentLanguages, label, t, format }: WorkbenchLocals,
): Facet[] {
	const typeTitle = ({ value: id, title }: FacetValue) => {
		const type = content.types.find((one) => one.id === id);
		if (type) return label(type.titlePlural);
		return title === id ? t(`search.kinds.${id}`) : label(title);
	};
	/** The person's own languages first, in their order. */
	const place = ({ value }: FacetValue) => {
		const own = contentLanguages.indexOf(value);
		return own < 0 ? contentLanguages.length : own;
	};
	const languages = found.languages.toSorted((a, b) => place(a) - place(b));
	const all: readonly (readonly [Facet['name'], readonly FacetValue[], (value: FacetValue) => string])[] = [
		['type', found.types, typeTitle],
		['organisation', found.organisations, ({ title }) => title],
		['language', languages, ({ value }) => t(`language.${value}`)],
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

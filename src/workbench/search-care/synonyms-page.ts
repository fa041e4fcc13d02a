import type { SynonymGroup } from '../../search/synonym-store.ts';
import type { AdminPlace } from '../admin/admin-place.ts';
import type { WorkbenchLocals } from '../locals.ts';
import type { TableRow } from '../ui/types.ts';

const mostShown = 150;

export interface SynonymsPage {
	/** What the lists are narrowed to. */
	readonly text: string;
	/** Groups of all lists, before they are narrowed. */
	readonly total: number;
	readonly lists: readonly SynonymList[];
	/** The group that the address names, to be changed. */
	readonly edited: SynonymGroup | null;
	/** Words of a search without a hit, the first of a new group. */
	readonly words: string;
	readonly missId: string | null;
}

interface SynonymList {
	readonly title: string;
	readonly rows: readonly TableRow[];
	readonly hidden: number;
	readonly none: string;
}

/** Groups of the organisation that can be changed, and below them those of the network that apply too. */
export async function synonymsPageOf(
	{ searchCare, t }: WorkbenchLocals,
	place: AdminPlace,
	url: URL,
): Promise<SynonymsPage> {
	const parameters = url.searchParams;
	const text = (parameters.get('q') ?? '').trim();
	const network = await searchCare.synonyms(null);
	const own = place.network ? network : await searchCare.synonyms(place.organisation.id);
	const edited = parameters.get('edit');
	const listOf = (title: string, groups: readonly SynonymGroup[], link?: (id: string) => string) => {
		const found = groups.filter(({ terms }) => includes(terms, text));
		return {
			title: t(title, { count: found.length }),
			none: t(text === '' ? 'admin.synonyms.none' : 'admin.synonyms.notFound'),
			hidden: Math.max(0, found.length - mostShown),
			rows: found.slice(0, mostShown).map((group) => toRow(group, link)),
		};
	};
	const edit = (id: string) =>
		place.link(`/admin/synonyms?${new URLSearchParams({ edit: id }).toString()}#synonyms-edit`);
	return {
		text,
		total: network.length + own.length,
		lists: place.network
			? [listOf('admin.synonyms.ofNetwork', network, edit)]
			: [listOf('admin.synonyms.own', own, edit), listOf('admin.synonyms.ofNetwork', network)],
		edited: edited === null ? null : (own.find(({ id }) => id === edited) ?? null),
		words: parameters.get('words')?.slice(0, 120) ?? '',
		missId: parameters.get('miss'),
	};
}

function includes(terms: readonly string[], text: string): boolean {
	const wanted = text.toLocaleLowerCase('de');
	return terms.some((term) => term.toLocaleLowerCase('de').includes(wanted));
}

function toRow({ id, terms }: SynonymGroup, link: ((id: string) => string) | undefined): TableRow {
	const [first = '', ...others] = terms;
	return { term: link ? { text: first, url: link(id) } : first, others: others.join(', ') };
}

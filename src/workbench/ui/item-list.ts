import type { ItemFilter } from '../../content/list-items.ts';
import type { ListedItem } from '../../content/item.ts';
import type { WorkbenchLocals } from '../locals.ts';

const pageSize = 30;
/** The database counts in whole numbers, and not without end. */
const lastPage = 100_000;
const mostTags = 12;

interface FilterChip {
	readonly text: string;
	readonly url: string;
	readonly current: boolean;
}

/** One page of what `find` lists of a type, as the address asks for it, with the filters that lead on from there. */
export async function itemListOf<Item extends ListedItem>(
	type: string,
	url: URL,
	locals: WorkbenchLocals,
	find: (filter: ItemFilter) => Promise<readonly Item[]>,
) {
	const { content, administration, person } = locals;
	const parameters = url.searchParams;
	const page = Math.min(Math.max(1, Math.trunc(Number(parameters.get('page') ?? '1')) || 1), lastPage);
	const collectionId = parameters.get('collection') ?? undefined;
	const tag = parameters.get('tag') ?? undefined;
	const slug = parameters.get('organisation');
	const from = parameters.get('from');
	const ownedBy = from === 'own' || from === 'partners' ? from : undefined;
	const organisation =
		slug === null || collectionId !== undefined
			? undefined
			: (await administration.organisations()).find((one) => one.slug === slug);
	const found = await find({
		types: [type],
		...definedOnly({ collectionId, tag, ownedBy, organisationId: organisation?.id }),
		order: collectionId === undefined ? 'newest' : 'title',
		limit: pageSize + 1,
		offset: (page - 1) * pageSize,
	});
	const items = found.slice(0, pageSize);
	const owner = organisation?.id ?? (collectionId === undefined ? undefined : ownerOf(items, locals));
	const collections =
		collectionId === undefined || owner === undefined
			? []
			: await content.collections({ organisationId: owner, types: [type], withEmpty: true, limit: 500 });
	return {
		items,
		page,
		organisation,
		collection: collections.find(({ id }) => id === collectionId),
		collectionId,
		owner: owner ?? null,
		isFiltered: tag !== undefined || ownedBy !== undefined,
		origins:
			person?.organisation && collectionId === undefined && !organisation
				? origins(url, ownedBy, locals)
				: [],
		tags: tags(url, items, tag),
		previous: page > 1 ? withParameter(url, 'page', page === 2 ? null : String(page - 1)) : null,
		next: found.length > pageSize ? withParameter(url, 'page', String(page + 1)) : null,
	};
}

function ownerOf(items: readonly ListedItem[], { person }: WorkbenchLocals): string | undefined {
	return items[0]?.organisation.id ?? person?.organisation?.id;
}

function origins(url: URL, ownedBy: ItemFilter['ownedBy'], { t }: WorkbenchLocals): FilterChip[] {
	return [null, 'own', 'partners'].map((from) => ({
		text: t(`list.from.${from ?? 'all'}`),
		url: withParameter(url, 'from', from),
		current: (ownedBy ?? null) === from,
	}));
}

/** Tags of what is on the page, the most frequent first; the chosen one leads back to all. */
function tags(url: URL, items: readonly ListedItem[], chosen: string | undefined): FilterChip[] {
	const counts = new Map<string, number>(chosen === undefined ? [] : [[chosen, Infinity]]);
	for (const tag of items.flatMap((item) => item.tags)) counts.set(tag, (counts.get(tag) ?? 0) + 1);
	return [...counts]
		.sort(([a, many], [b, few]) => (few === many ? a.localeCompare(b, 'de') : few - many))
		.slice(0, mostTags)
		.map(([tag]) => ({
			text: tag,
			url: withParameter(url, 'tag', tag === chosen ? null : tag),
			current: tag === chosen,
		}));
}

function withParameter({ href }: URL, name: string, value: string | null): string {
	const url = new URL(href);
	if (name !== 'page') url.searchParams.delete('page');
	if (value === null) url.searchParams.delete(name);
	else url.searchParams.set(name, value);
	return url.pathname + url.search;
}

function definedOnly(filter: {
	readonly [Name in keyof ItemFilter]?: ItemFilter[Name] | undefined;
}): Partial<ItemFilter> {
	return Object.fromEntries(Object.entries(filter).filter(([, value]) => (value as unknown) !== undefined));
}

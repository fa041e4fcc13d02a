import type { MissTaker } from '../../host/search-care.ts';
import type { MissState, SearchMiss } from '../../search/misses.ts';
import type { AdminPlace } from '../admin/admin-place.ts';
import type { WorkbenchLocals } from '../locals.ts';

const states: readonly MissState[] = ['open', 'done', 'dismissed'];

export interface MissesPage {
	readonly state: MissState;
	readonly filters: readonly { readonly text: string; readonly url: string; readonly current: boolean }[];
	readonly misses: readonly SearchMiss[];
	readonly takers: readonly MissTaker[];
}

/** Searches of an organisation that found nothing, in the state that the address names. */
export async function missesPageOf(
	{ searchCare, t }: WorkbenchLocals,
	{ organisation, link }: AdminPlace,
	url: URL,
): Promise<MissesPage> {
	const state = states.find((one) => one === url.searchParams.get('state')) ?? 'open';
	const misses = await searchCare.misses(organisation.id, state);
	return {
		state,
		misses,
		takers: misses.length > 0 && state === 'open' ? await searchCare.assignees(organisation.id) : [],
		filters: states.map((one) => ({
			text: t(`admin.searches.state.${one}`),
			url: link(one === 'open' ? '/admin/searches' : `/admin/searches?state=${one}`),
			current: one === state,
		})),
	};
}

/** Where the kind of the missing text is chosen, with the words as its title; null for those who do not write there. */
export function writeUrl(
	{ can }: WorkbenchLocals,
	organisation: { readonly id: string; readonly slug?: string },
	words: string,
): string | null {
	if (!can('content.write', { organisationId: organisation.id })) return null;
	const parameters = { organisation: organisation.slug ?? organisation.id, title: words };
	return `/content/new?${new URLSearchParams(parameters).toString()}`;
}

export function searchUrl(words: string): string {
	return `/search?${new URLSearchParams({ q: words }).toString()}`;
}

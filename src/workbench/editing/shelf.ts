import type { WorkingListItem } from '../../content/list-items.ts';
import type { WorkbenchLocals } from '../locals.ts';
import type { ChipKind, OrganisationBadge } from '../ui/types.ts';

export interface ShelfItem extends WorkingListItem {
	readonly url: string;
	readonly icon: string;
	readonly typeTitle: string;
	readonly organisation: OrganisationBadge | undefined;
	readonly stateText: string;
	readonly stateKind: ChipKind;
	/** When it goes to its readers by itself. */
	readonly planned: { readonly text: string; readonly kind: ChipKind } | null;
}

export interface Shelf {
	readonly items: readonly ShelfItem[];
	/** Content types among them, each a filter; the chosen one leads back to all. */
	readonly kinds: readonly { readonly text: string; readonly url: string; readonly current: boolean }[];
	/** True when there is more than is shown. */
	readonly isCut: boolean;
}

const most = 200;

/** What lies on a shelf of those who write, last changed first. One line for each language of an item. */
export async function openShelf(
	{ content, format, person, label, t }: WorkbenchLocals,
	shelf: 'drafts' | 'archive' | 'bin',
	chosen?: string,
): Promise<Shelf> {
	const listed = await content.listWorking({ shelf, type: chosen, limit: most + 1 });
	const kinds = content.types.filter(({ id }) => id === chosen || listed.some(({ type }) => type === id));
	return {
		isCut: listed.length > most,
		kinds:
			kinds.length < 2 && chosen === undefined
				? []
				: kinds.map(({ id, titlePlural }) => ({
						text: label(titlePlural),
						url: id === chosen ? `/${shelf}` : `/${shelf}?type=${id}`,
						current: id === chosen,
					})),
		items: listed.slice(0, most).map((item) => {
			const type = content.types.find(({ id }) => id === item.type);
			const isChange = item.state === 'published';
			return {
				...item,
				url: `/content/${item.id}/edit?language=${item.language}`,
				icon: type?.icon ?? 'file-text',
				typeTitle: label(type?.title ?? item.type),
				organisation: person?.organisations.find(({ id }) => id === item.organisationId),
				stateText: t(isChange ? 'state.changed' : `state.${item.state}`),
				stateKind: isChange ? 'warning' : item.state === 'inReview' ? 'accent' : 'neutral',
				planned: item.publishAt === null ? null : toPlanned(item.publishAt, item.failure),
			};
		}),
	};

	function toPlanned(publishAt: number, failure: string | null): ShelfItem['planned'] {
		const date = format.dateTime(publishAt);
		return failure === null
			? { text: t('drafts.planned', { date }), kind: 'accent' }
			: { text: t('drafts.planFailed', { date }), kind: 'warning' };
	}
}

/** One line for each item, for acts that concern all its languages. */
export function oncePerItem(items: readonly ShelfItem[]): readonly ShelfItem[] {
	return items.filter((item, index) => items.findIndex(({ id }) => id === item.id) === index);
}

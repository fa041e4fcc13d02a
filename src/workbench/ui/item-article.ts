import type { ReadItem } from '../../content/item.ts';
import type { Heading as ContentHeading } from '../../content/markdown/rendered-markdown.ts';
import type { WorkbenchLocals } from '../locals.ts';
import { placeCrumbs } from '../place-crumbs.ts';
import type { ChipKind, Crumb, Heading } from './types.ts';

interface ItemChip {
	readonly text: string;
	readonly kind?: ChipKind;
	readonly icon?: string;
}

/** Whether it holds, which version it is, who else reads it. */
export function itemChips(item: ReadItem, { t, content, format }: WorkbenchLocals): ItemChip[] {
	const isOverdue = item.reviewDueAt !== null && item.reviewDueAt < Date.now();
	const asksForReview = content.types.some(({ id, asksForReview: asks }) => id === item.type && asks);
	return [
		...(item.checkedAt !== null && !isOverdue
			? [
					{
						text: t('item.checked', { date: format.date(item.checkedAt) }),
						kind: 'done' as const,
						icon: 'check',
					},
				]
			: []),
		...(item.checkedAt === null && asksForReview ? [{ text: t('item.notChecked') }] : []),
		{ text: t('item.version', { version: item.revision }) },
		item.sharedWith > 0
			? { text: t('item.sharedWith', { partners: item.sharedWith }), kind: 'accent' as const }
			: {
					text: t(`item.reach.${item.reach}`),
					...(item.reach === 'organisation' ? {} : { kind: 'accent' as const }),
				},
	];
}

/** Where an item stands, for its readers. */
export function itemCrumbs(
	{ type: typeId, organisation, collection }: ReadItem,
	{ content, label }: WorkbenchLocals,
): readonly Crumb[] {
	const type = content.types.find(({ id }) => id === typeId);
	return placeCrumbs({ type, organisation, collection }, { label });
}

/** The headings of the page, which are the interface's, then those of the text. */
export function itemHeadings(item: ReadItem, ofPage: readonly ContentHeading[]): Heading[] {
	return [
		...ofPage.map(({ id, text }) => ({ id, title: text })),
		...item.headings
			.filter(({ level }) => level < 4)
			.map(({ id, text, level }) => ({
				id,
				title: text,
				level: level === 3 ? (3 as const) : (2 as const),
				language: item.language,
			})),
	];
}

/** `Version 12 vom 3. November, Ausgabe 2. Geprüft am ...` */
export function itemStatus(item: ReadItem, { t, format }: WorkbenchLocals): string {
	return [
		t('item.status', {
			version: item.revision,
			edition: item.edition,
			date: format.date(item.publishedAt),
		}),
		...(item.checkedAt === null ? [] : [t('item.statusChecked', { date: format.date(item.checkedAt) })]),
		...(item.reviewDueAt === null || item.reviewDueAt < Date.now()
			? []
			: [t('item.statusReview', { date: format.date(item.reviewDueAt) })]),
	].join(' ');
}

import type { Formatters, Translate } from 'verbund';

/** What was published in one week, Monday to Sunday in German time. */
export interface Week<Item> {
	/** The Monday, `2027-11-01`. */
	readonly monday: string;
	readonly title: string;
	readonly items: readonly Item[];
}

const day = 24 * 60 * 60 * 1000;
const berlin = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Berlin' });

/** In the order of the items. */
export function byWeek<Item extends { readonly publishedAt: number }>(
	items: readonly Item[],
	{ t, format }: { readonly t: Translate; readonly format: Formatters },
	now = Date.now(),
): readonly Week<Item>[] {
	const weeks = Map.groupBy(items, ({ publishedAt }) => mondayOf(publishedAt));
	return [...weeks].map(([monday, ofWeek]) => ({
		monday,
		title: titleOf(monday, now, t, format),
		items: ofWeek,
	}));
}

function mondayOf(time: number): string {
	const noon = Date.parse(`${berlin.format(time)}T12:00:00Z`);
	return new Date(noon - ((new Date(noon).getUTCDay() + 6) % 7) * day).toISOString().slice(0, 10);
}

function titleOf(monday: string, now: number, t: Translate, format: Formatters): string {
	if (monday === mondayOf(now)) return t('announcements.thisWeek');
	if (monday === mondayOf(now - 7 * day)) return t('announcements.lastWeek');
	const noon = Date.parse(`${monday}T12:00:00Z`);
	return t('announcements.week', { from: format.date(noon), until: format.date(noon + 6 * day) });
}

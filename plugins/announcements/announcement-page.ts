import type { Announcement, AnnouncementFilter, Announcements } from './announcements.ts';
import type { Formatters, Reader, Translate } from 'verbund';
import { byWeek } from './weeks.ts';

interface PageLocals {
	readonly t: Translate;
	readonly format: Formatters;
	readonly reader: Reader;
	readonly person: object | null;
	readonly use: (pluginId: 'announcements') => Promise<Announcements>;
}

const pageSize = 30;
const lastPage = 100_000;

/** Announcements by week, as the address asks for them: those that are pinned stand above the newest. */
export async function openAnnouncementPage(url: URL, { t, format, reader, person, use }: PageLocals) {
	const announcements = await use('announcements');
	const page = Math.min(Math.max(1, Math.trunc(Number(url.searchParams.get('page'))) || 1), lastPage);
	const from = url.searchParams.get('from');
	const filter: AnnouncementFilter = {
		...(from === 'own' || from === 'partners' ? { ownedBy: from } : {}),
		limit: pageSize + 1,
		offset: (page - 1) * pageSize,
	};
	const found = await announcements.list(reader, filter);
	const items: readonly Announcement[] = found.slice(0, pageSize);
	const linkTo = (to: number) =>
		`/announcements?${new URLSearchParams({ ...(filter.ownedBy ? { from: filter.ownedBy } : {}), page: String(to) })}`;
	return {
		pinned: items.filter(({ isPinned }) => isPinned),
		weeks: byWeek(
			items.filter(({ isPinned }) => !isPinned),
			{ t, format },
		),
		page,
		origins: person
			? [null, 'own', 'partners'].map((origin) => ({
					text: t(`announcements.from.${origin ?? 'all'}`),
					url: origin === null ? '/announcements' : `/announcements?from=${origin}`,
					current: (filter.ownedBy ?? null) === origin,
				}))
			: [],
		previous: page > 1 ? linkTo(page - 1) : null,
		next: found.length > pageSize ? linkTo(page + 1) : null,
	};
}

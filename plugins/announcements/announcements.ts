import { sql, type ListedItem, type PluginContext, type Reader } from 'verbund';
import { readImportance, type Importance } from './announcement-fields.ts';
import { type } from './announcement-type.ts';
import type { AnnouncementsTables } from './notices-table.ts';

/** An announcement in a list. */
export interface Announcement extends ListedItem {
	readonly importance: Importance;
	readonly isPinned: boolean;
}

type AnnouncementFilter = Omit<Parameters<PluginContext['content']['list']>[1], 'types' | 'among' | 'order'>;

export interface Announcements {
	/** What the reader may read and whose time is not over: those that are pinned, then the newest. Two queries. */
	list(reader: Reader, filter: AnnouncementFilter): Promise<readonly Announcement[]>;
	/** The same without what stands beside them. One query. */
	listItems(reader: Reader, filter: AnnouncementFilter): Promise<readonly ListedItem[]>;
}

export function createAnnouncements({
	content,
	storage,
}: Pick<PluginContext, 'content' | 'storage'>): Announcements {
	const announcements: Announcements = {
		async list(reader, filter) {
			const items = await announcements.listItems(reader, filter);
			const notices = await noticesOf(items.map(({ id }) => id));
			return items.map((item) => {
				const notice = notices.get(item.id);
				return {
					...item,
					importance: readImportance(notice?.importance),
					isPinned: (notice?.pinned_until ?? 0) > Date.now(),
				};
			});
		},
		async listItems(reader, filter) {
			const now = Date.now();
			const pinned = sql`items.id in (select item_id from announcements_notices where pinned_until > ${now})`;
			return content.list(reader, {
				...filter,
				types: [type],
				among: sql`(select items.id from items where items.type = ${type} and items.id not in (
					select item_id from announcements_notices where expires_at <= ${now} and ended = 0))`,
				order: sql`case when ${pinned} then 0 else 1 end, items.published_at desc`,
			});
		},
	};
	return announcements;

	async function noticesOf(ids: readonly string[]) {
		if (ids.length === 0) return new Map<string, AnnouncementsTables['announcements_notices']>();
		const rows = await storage
			.query<AnnouncementsTables>()
			.selectFrom('announcements_notices')
			.selectAll()
			.where('item_id', 'in', ids)
			.execute();
		return new Map(rows.map((row) => [row.item_id, row]));
	}
}

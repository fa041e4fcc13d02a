import type { TreeDataProvider } from 'verbund';
import type { Announcements } from './announcements.ts';

const shown = 15;

/** The newest announcements in the side bar. */
export function createNewestView(announcements: Announcements): TreeDataProvider {
	return {
		async getNodes({ reader, itemId, t, can }) {
			const newest = await announcements.listItems(reader, { limit: shown });
			return {
				nodes: newest.map(({ id, title, url, language }) => ({
					title,
					url,
					language,
					current: id === itemId,
				})),
				...(can('content.write')
					? { action: { title: t('announcements.new'), url: '/announcements/new' } }
					: {}),
			};
		},
	};
}

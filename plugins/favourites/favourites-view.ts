import type { TreeDataProvider } from 'verbund';
import type { Favourites } from './favourites.ts';

/** The favourites in the side bar, in the person's order. */
export function createFavouritesView(favourites: Favourites): TreeDataProvider {
	return {
		async getNodes({ reader, itemId }) {
			const items = await favourites.list(reader);
			return {
				nodes: items.map(({ id, title, url, language }) => ({
					title,
					url,
					language,
					current: id === itemId,
				})),
			};
		},
	};
}

import type { TreeDataProvider } from 'verbund';
import type { Handbook } from './handbook.ts';

/** The handbook's table of contents in the side bar; the chapter that is read is open. */
export function createChaptersView(handbook: Handbook): TreeDataProvider {
	return {
		async getNodes({ language, path }) {
			const chapters = await handbook.chapters(language);
			return {
				nodes: chapters.map((chapter) => ({
					title: chapter.title,
					language: chapter.language,
					open: path.startsWith(`/handbook/${chapter.slug}/`),
					children: chapter.pages.map((page) => ({
						title: page.title,
						language: page.language,
						url: page.url,
						current: page.url === path,
					})),
				})),
			};
		},
	};
}

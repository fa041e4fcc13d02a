import type { TreeDataProvider } from 'verbund';
import { materials } from './materials.ts';

/** The lists of this area; what only those see who write or teach comes last. Costs no query. */
export const areasView: TreeDataProvider = {
	getNodes: ({ can, path, t }) =>
		Promise.resolve({
			nodes: areas
				.filter(({ permission }) => can(permission))
				.map(({ title, url }) => ({ title: t(title), url, current: path === url })),
			...(can('training.teach') ? { action: { title: t('training.newCourse'), url: '/training/new' } } : {}),
		}),
};

const areas = [
	{ title: 'training.ownCourses', url: '/training', permission: 'signedIn' },
	{ title: 'training.allCourses', url: '/courses', permission: 'public' },
	{ title: 'training.certificates', url: '/training/certificates', permission: 'signedIn' },
	...materials,
	{ title: 'training.quiz.marking.title', url: '/training/marking', permission: 'training.teach' },
] as const;

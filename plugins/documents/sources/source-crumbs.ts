import type { Translate } from 'verbund';

/** Where one is while a source is set up or changed. */
export function sourceCrumbs(t: Translate) {
	return [
		{ title: t('documents.sources'), url: '/documents/sources' },
		{ title: t('documents.sources.manage'), url: '/documents/sources/manage' },
	];
}

/** A page about an item, beside the one that readers see. */
export interface ItemPage {
	readonly name: 'edit' | 'history' | 'properties' | 'acknowledgement' | 'access' | 'export';
	/** Translation key. */
	readonly title: string;
	readonly icon: string;
	/** Of the owner; the page asks for it again. */
	readonly permission: string;
	/** In the language that is read or written, where the page knows languages. */
	readonly url: (itemId: string, language: string) => string;
}

/** In the order in which menus and the palette name them. */
export const itemPages: readonly ItemPage[] = [
	{
		name: 'edit',
		title: 'item.edit',
		icon: 'pencil',
		permission: 'content.write',
		url: (itemId, language) => `/content/${itemId}/edit?language=${language}`,
	},
	{
		name: 'history',
		title: 'item.history',
		icon: 'history',
		permission: 'content.readDrafts',
		url: (itemId) => `/content/${itemId}/history`,
	},
	{
		name: 'properties',
		title: 'item.properties',
		icon: 'settings-2',
		permission: 'content.readDrafts',
		url: (itemId) => `/content/${itemId}/properties`,
	},
	{
		name: 'acknowledgement',
		title: 'item.acknowledgement',
		icon: 'book-open-check',
		permission: 'content.publish',
		url: (itemId) => `/content/${itemId}/acknowledgement`,
	},
	{
		name: 'access',
		title: 'item.access',
		icon: 'eye',
		permission: 'access.explain',
		url: (itemId) => `/content/${itemId}/access`,
	},
	{
		name: 'export',
		title: 'export.action',
		icon: 'file-down',
		permission: 'signedIn',
		url: (itemId) => `/export?item=${itemId}`,
	},
];

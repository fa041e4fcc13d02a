declare module 'virtual:verbund/item-widgets' {
	type ReadItem = import('../content/item.ts').ReadItem;
	type WorkingItem = import('../content/item.ts').WorkingItem;

	/** Components of plugins for the page of every item, and above the editor of its text. */
	const itemWidgets: readonly ({
		readonly pluginId: string;
		readonly permission: string;
	} & (
		| { readonly place: 'aside' | 'menu' | 'paper'; readonly Widget: (props: { item: ReadItem }) => unknown }
		| { readonly place: 'editor'; readonly Widget: (props: { item: WorkingItem }) => unknown }
	))[];
	export default itemWidgets;
}

declare module 'virtual:verbund/list-widgets' {
	type ListedItem = import('../content/item.ts').ListedItem;

	/** Components of plugins for lists of items. */
	const listWidgets: readonly {
		readonly pluginId: string;
		readonly permission: string;
		readonly Widget: (props: { items: readonly ListedItem[] }) => unknown;
	}[];
	export default listWidgets;
}

declare module 'virtual:verbund/widgets' {
	/** Cards of plugins for the home page, by their ids. */
	const widgets: ReadonlyMap<string, () => unknown>;
	export default widgets;
}

declare module 'virtual:verbund/content-previews' {
	type ReadItem = import('../content/item.ts').ReadItem;

	/** How plugins show the fields of their content types, by the types' ids. */
	const previews: ReadonlyMap<
		string,
		(props: Pick<ReadItem, 'fields' | 'fieldHtml' | 'language'> & { level?: 2 | 3 }) => unknown
	>;
	export default previews;
}

/** Scripts of plugins that run on every page. */
declare module 'virtual:verbund/page-scripts' {}

import type { FieldSchema } from './fields.ts';

/** A kind of content, declared by a plugin's manifest. */
export interface ContentType {
	/** Singular, as in `procedure`; also the folder of its files in an export. */
	readonly id: string;
	/** Translation keys. */
	readonly title: string;
	readonly titlePlural: string;
	readonly icon: string;
	/** Where its pages live: `/procedures`. */
	readonly route: string;
	/** Where a new one begins, if not with an empty text. */
	readonly create?: { readonly title: string; readonly route: string } | undefined;
	/** Where those with the permission work on one, if not in its text: a path with `{itemId}`. */
	readonly edit?: { readonly route: string; readonly permission: string } | undefined;
	readonly fields: FieldSchema;
	readonly defaultAudience: 'organisation' | 'network';
	readonly asksForReview: boolean;
	/** An item that published texts lead to cannot be deleted or archived. */
	readonly keptWhileUsed?: boolean | undefined;
	/** Its texts ask those who use them for values, `{{ask.…}}`. */
	readonly asks?: boolean | undefined;
	/** Whether it stands among what is new on the home page. */
	readonly inNews: boolean;
	readonly pluginId: string;
}

export interface ContentTypes {
	add(type: ContentType): () => void;
	find(id: string): ContentType | undefined;
	all(): readonly ContentType[];
}

export function createContentTypes(): ContentTypes {
	const types = new Map<string, ContentType>();
	return {
		add(type) {
			types.set(type.id, type);
			return () => types.delete(type.id);
		},
		find: (id) => types.get(id),
		all: () => [...types.values()],
	};
}

/** The address of an item's page. */
export function itemUrl(type: ContentType, organisationSlug: string, slug: string, language?: string): string {
	const path = `${type.route}/${organisationSlug}/${slug}`;
	return language === undefined ? path : `${path}?language=${language}`;
}

import { sql, type ListedItem } from 'verbund';
import { referenceOf, slugOf } from './course-fields.ts';

/** Ids of what `item:…` names, for `among` of a list; by type and slug it means items of the owner. */
export function itemsNamed(ownerId: string, items: readonly string[]) {
	const references = items.map(referenceOf);
	const slugs = references.map(slugOf).filter((slug) => slug !== '');
	const byId = sql`select named.id from items named where named.id in (${sql.join([...references, ''])})`;
	if (slugs.length === 0) return sql`(${byId})`;
	return sql`(${byId} or (named.organisation_id = ${ownerId} and named.slug in (${sql.join(slugs)})))`;
}

/** What `item:…` names, of those that were listed. */
export function finderIn<Item extends Pick<ListedItem, 'id' | 'type' | 'url' | 'organisation'>>(
	listed: readonly Item[],
	ownerId: string,
): (item: string) => Item | undefined {
	const byReference = new Map(
		listed.flatMap((one) => [
			...(one.organisation.id === ownerId ? [[slugReference(one), one] as const] : []),
			[one.id, one] as const,
		]),
	);
	return (item) => byReference.get(referenceOf(item));
}

/** `<type>/<slug>` */
export function slugReference({ type, url }: { readonly type: string; readonly url: string }): string {
	return `${type}/${url.split('/').at(-1) ?? ''}`;
}

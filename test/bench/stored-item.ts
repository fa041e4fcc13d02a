import SqliteConnection from 'better-sqlite3';
import { join } from 'node:path';
import { z } from 'zod';

const rowSchema = z.object({
	title: z.string(),
	html: z.instanceof(Buffer),
	slug: z.string(),
	organisation: z.string(),
});

export interface StoredItem {
	readonly title: string;
	readonly html: string;
	/** Address of its page. */
	readonly path: string;
}

/** The item whose stored HTML is of median length; where `title` is given, that one. */
export function readStoredItem(dataFolder: string, title?: string): StoredItem {
	const connection = new SqliteConnection(join(dataFolder, 'verbund.sqlite'), { readonly: true });
	const row = rowSchema.parse(
		connection
			.prepare(
				`select v.title, r.html, i.slug, o.slug as organisation from items i
				join item_variants v on v.item_id = i.id join organisations o on o.id = i.organisation_id
				join renditions r on r.item_id = i.id and r.language = v.language
				where ? is null or v.title = ? order by ${title === undefined ? 'length(r.html)' : 'i.id'}
				limit 1 offset ${title === undefined ? '(select count(*) from items) / 2' : '0'}`,
			)
			.get(title ?? null, title ?? null),
	);
	connection.close();
	return {
		title: row.title,
		html: row.html.toString('utf8'),
		path: `/procedures/${row.organisation}/${row.slug}`,
	};
}

/** Addresses of all pages of items, far apart from each other. */
export function readItemPaths(dataFolder: string): readonly string[] {
	const connection = new SqliteConnection(join(dataFolder, 'verbund.sqlite'), { readonly: true });
	const rows = z.array(z.object({ path: z.string() })).parse(
		connection
			.prepare(
				`select '/procedures/' || o.slug || '/' || i.slug as path from items i
				join organisations o on o.id = i.organisation_id order by i.slug`,
			)
			.all(),
	);
	connection.close();
	return rows.map(({ path }) => path);
}

/** Longer words from titles all over the hub, each once. */
export function readTitleWords(dataFolder: string, count: number): readonly string[] {
	const connection = new SqliteConnection(join(dataFolder, 'verbund.sqlite'), { readonly: true });
	const rows = z
		.array(z.object({ title: z.string() }))
		.parse(connection.prepare('select title from item_variants order by item_id').all());
	connection.close();
	const every = Math.max(1, Math.floor(rows.length / (count * 3)));
	const words = rows
		.filter((_, index) => index % every === 0)
		.flatMap(({ title }) => title.match(/\p{L}{6,}/gu)?.slice(0, 1) ?? []);
	return [...new Set(words)].slice(0, count);
}

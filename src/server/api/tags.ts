import { sql } from 'kysely';
import { visibleTo } from '../../access/visible-to.ts';
import type { ApiAnswer, ApiRequest } from './api-request.ts';

interface TagRow {
	readonly tag: string;
	readonly type: string;
	readonly count: number;
}

/** `GET /api/tags?q=&limit=`: tags of what the caller may read, the most used first, for each content type. */
export async function tags({ app, url, visitor }: ApiRequest): Promise<ApiAnswer> {
	const text = url.searchParams.get('q')?.trim().toLocaleLowerCase('de').slice(0, 60) ?? '';
	const limit = Math.min(Math.max(Number(url.searchParams.get('limit')) || 20, 1), 100);
	const { actor, types } = visitor.reader;
	const { rows } = await sql<TagRow>`select item_tags.tag, items.type, count(*) as count
		from item_tags join items on items.id = item_tags.item_id
		where items.type in (${sql.join([...types, ''])}) and ${visibleTo(actor, 'items.id')}
		group by item_tags.tag, items.type order by count(*) desc, item_tags.tag`.execute(app.database.query);
	const found = rows.filter(({ tag }) => tag.toLocaleLowerCase('de').includes(text)).slice(0, limit);
	return {
		body: {
			tags: found.flatMap(({ tag, type, count }) => {
				const declared = app.content.types.find(type);
				if (!declared) return [];
				const title = app.translator.resolve(visitor.language, declared.titlePlural);
				return [
					{ tag, type: title, count: Number(count), url: `${declared.route}?tag=${encodeURIComponent(tag)}` },
				];
			}),
		},
	};
}

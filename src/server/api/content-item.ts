import type { ApiAnswer, ApiRequest } from './api-request.ts';

/** `GET /api/content/<id>`: the item with its published variants. */
export async function contentItem({ app, visitor }: ApiRequest, id: string): Promise<ApiAnswer> {
	const item = await app.content.read(visitor.reader, { id });
	const variants = await Promise.all(
		item.variants.map(async ({ language }) => {
			const variant = await app.content.read(visitor.reader, { id }, language);
			const { title, summary, fields, html, revision, publishedAt, outdated, url } = variant;
			return {
				language,
				title,
				summary,
				fields,
				html,
				revision,
				publishedAt,
				outdated,
				url: `${url}?language=${language}`,
			};
		}),
	);
	return {
		body: {
			id: item.id,
			type: item.type,
			slug: item.slug,
			url: item.url,
			organisation: item.organisation,
			collection: item.collection,
			tags: item.tags,
			edition: item.edition,
			responsible: item.responsible,
			checkedAt: item.checkedAt,
			reviewDueAt: item.reviewDueAt,
			variants,
		},
	};
}

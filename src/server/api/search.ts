import { z } from 'zod';
import { VerbundError } from '../../errors.ts';
import { toFieldErrors } from '../../host/commands.ts';
import { find } from '../../host/find/find.ts';
import type { ApiAnswer, ApiRequest } from './api-request.ts';

const querySchema = z.object({
	q: z.string().max(100_000).default(''),
	type: z.string().optional(),
	organisation: z.string().optional(),
	language: z.string().optional(),
	limit: z.coerce.number().int().min(1).max(100).default(20),
	cursor: z.string().max(2000).optional(),
});

/** `GET /api/search?q=&type=&organisation=&language=&limit=&cursor=` */
export async function searchApi({ app, url, visitor }: ApiRequest): Promise<ApiAnswer> {
	const start = performance.now();
	const parsed = querySchema.safeParse(Object.fromEntries(url.searchParams));
	if (!parsed.success)
		throw new VerbundError('command.inputInvalid', { fields: toFieldErrors(parsed.error) });
	const { q, type, organisation, language, limit, cursor } = parsed.data;
	const result = await find(app, visitor, {
		text: q,
		...(type ? { types: [type] } : {}),
		...(organisation ? { organisations: [organisation] } : {}),
		...(language ? { languages: [language] } : {}),
		limit,
		cursor,
	});
	return {
		body: {
			query: q,
			total: result.total,
			tookMs: Math.round((performance.now() - start) * 100) / 100,
			hits: result.hits.map((hit) => ({
				id: hit.id,
				type: hit.type,
				kind: hit.kind,
				title: hit.title.text,
				url: hit.url,
				language: hit.language,
				organisation: hit.organisation?.slug ?? null,
				organisationName: hit.organisation?.name ?? null,
				partOf: hit.partOf,
				excerpt: hit.excerpt.text,
				marks: { title: hit.title.marks, excerpt: hit.excerpt.marks },
			})),
			facets: result.facets,
			nextCursor: result.nextCursor,
			corrected: result.corrected,
		},
	};
}

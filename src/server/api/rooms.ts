import { z } from 'zod';
import { VerbundError, notFound } from '../../errors.ts';
import type { ApiAnswer, ApiRequest } from './api-request.ts';

const question = z.object({
	key: z.string().max(200).default(''),
	after: z.coerce.number().int().min(0),
});

/** `GET /api/rooms/<room>?key=…&after=…`: a room's log after this number, for whoever may hear what happens there. */
export async function roomLog({ app, request, url, visitor }: ApiRequest, room: string): Promise<ApiAnswer> {
	if (request.method !== 'GET' && request.method !== 'HEAD')
		throw new VerbundError('request.methodNotAllowed');
	const asked = question.safeParse(Object.fromEntries(url.searchParams));
	if (!asked.success) throw notFound();
	const { key, after } = asked.data;
	return { body: await app.realtime.readAfter(visitor, room, key, after) };
}

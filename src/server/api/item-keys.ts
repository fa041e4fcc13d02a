import type { ApiAnswer, ApiRequest } from './api-request.ts';

/** `GET /api/items/<id>/keys`: which switches in the menus of an item are on for the caller. */
export async function itemKeys({ app, visitor }: ApiRequest, id: string): Promise<ApiAnswer> {
	return { body: { keys: await app.host.itemKeys(visitor.reader, id, visitor.disabledPlugins) } };
}

import { itemTitles } from '../../content/item-titles.ts';
import type { ApiAnswer, ApiRequest } from './api-request.ts';

/** `GET /api/titles?item=&references=`: titles of the items that a text of this item links to, for who works on it. */
export async function titles({ app, url, visitor }: ApiRequest): Promise<ApiAnswer> {
	const owner = await app.content.owner(visitor.actor, url.searchParams.get('item') ?? '');
	const references = (url.searchParams.get('references') ?? '')
		.split(' ')
		.filter((one) => one !== '')
		.slice(0, 200);
	const found = await itemTitles(app.database, visitor.reader, owner.organisationId, references);
	return { body: { titles: Object.fromEntries(found) } };
}

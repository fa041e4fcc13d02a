import { beforeAll, expect, test } from 'vitest';
import { noteQueries } from '../harness/asked-queries.ts';
import { untilSettled } from '../harness/database-state.ts';
import { startTestHub, type TestHub } from '../harness/test-hub.ts';
import type { Who } from '../harness/test-network.ts';

const mostQueries = 6;

let hub: TestHub;
let request: string;
const statements: string[] = [];

beforeAll(async () => {
	hub = await startTestHub({ onQuery: noteQueries(statements) });
	const { as, seed } = hub;
	const { url } = await seed.item({ title: 'Dienstplan', owner: 'beta' });
	const own = await seed.item({ title: 'Schlüssel' });
	await seed.item({ title: 'Halb fertig', published: false });
	await as.reader.execute('favourites.add', { itemId: own.id });
	await as.author.execute('favourites.add', { itemId: own.id });
	await as.reader.execute('feedback.reportMistake', { itemId: own.id, language: 'de', text: 'Falsch.' });
	await as.reader.execute('feedback.requestAccess', { address: url, text: 'Bitte' });
	await as.anonymous.execute('legal.reportBarrier', { text: 'Knopf ohne Namen' });
	await as.reader.execute('search.reportMiss', { text: 'Raumstation' });
	const { text } = await as.foreignAdmin.get('/feedback');
	await untilSettled(hub.app);
	request = /\/feedback\/requests\/[^"?]+/.exec(text)?.[0] ?? '';
});

const home = () => '/';
const erase = () => `/admin/people/${hub.network.people.reader}/erase`;
const pages: readonly (readonly [Who, () => string])[] = [
	['reader', home],
	['author', home],
	['admin', home],
	['networkAdmin', home],
	['admin', erase],
	['networkAdmin', erase],
	['foreignAdmin', () => request],
];

test.each(pages)('a page costs at most six queries: %s, %s', async (who, path) => {
	// The first opening of all activates plugins.
	await hub.as[who].get(path());
	statements.splice(0);

	const { status } = await hub.as[who].get(path());

	expect(status).toBe(200);
	expect(statements.length, statements.join('\n')).toBeLessThanOrEqual(mostQueries);
});

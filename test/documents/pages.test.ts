import { beforeAll, expect, test } from 'vitest';
import { createObjects, type Objects } from '../matrix/objects.ts';
import { noteQueries } from '../harness/asked-queries.ts';
import { startTestHub, type TestHub } from '../harness/test-hub.ts';

let hub: TestHub;
let objects: Objects;
const queries: string[] = [];
beforeAll(async () => {
	hub = await startTestHub({ onQuery: noteQueries(queries) });
	objects = await createObjects(hub, 'alpha');
});

test.each<[string, (objects: Objects) => string]>([
	['the list of documents', () => '/documents'],
	['a document', ({ document }) => document.url],
	['its versions', ({ document }) => `/documents/manage/${document.id}/versions`],
	['the upload', () => '/documents/upload'],
	['the list of links', () => '/document-links'],
	['a link', ({ documentLink }) => documentLink.url],
	['a new link', () => '/document-links/new'],
	['the systems', () => '/document-links/systems'],
])('%s costs at most six queries', async (_name, path) => {
	await hub.as.admin.get(path(objects));
	const token = await hub.app.accounts.sessions.start(hub.network.people.admin, 'Test', null);
	queries.length = 0;

	// In another session, for which no page is kept.
	const { status } = await hub.client({ cookie: `verbund=${token}` }).get(path(objects));

	expect(status).toBe(200);
	expect(queries.length, queries.join('\n\n')).toBeLessThanOrEqual(6);
	expect(queries.length).toBeGreaterThan(0);
});

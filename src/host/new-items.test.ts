import { beforeAll, expect, test } from 'vitest';
import { createTestApp, type TestApp } from '../../test/harness/test-app.ts';
import type { Who } from '../../test/harness/test-network.ts';
import { newItemsFor } from './new-items.ts';

let hub: TestApp;
beforeAll(async () => {
	hub = await createTestApp({ plugins: ['documents', 'procedures'] });
});

async function startsOf(who: Who): Promise<readonly string[]> {
	return newItemsFor(hub.app, await hub.as[who].visit()).map(({ title, url }) => `${title}: ${url}`);
}

test('what does not begin with an empty text begins on the page that its plugin names, in the order of the rail', async () => {
	expect(await startsOf('author')).toEqual([
		'Ablauf schreiben: /content/new?type=procedure',
		'Dateien hochladen: /documents/upload',
		'Verweis anlegen: /document-links/new',
	]);
});

test('readers begin nothing', async () => {
	expect(await startsOf('reader')).toEqual([]);
});

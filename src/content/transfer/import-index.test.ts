import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { noteQueries } from '../../../test/harness/asked-queries.ts';
import { createTestApp, temporaryFolder } from '../../../test/harness/test-app.ts';
import { systemActor } from '../../access/actor.ts';
import { find } from '../../host/find/find.ts';
import { importFolder } from './import-folder.ts';

test('what an import publishes is indexed by the batch, and found', async () => {
	const statements: string[] = [];
	const { app, as, network } = await createTestApp({
		plugins: ['procedures'],
		onQuery: noteQueries(statements),
	});
	const folder = temporaryFolder();
	mkdirSync(join(folder, 'Fahrdienst'));
	for (let number = 0; number < 40; number++) {
		const text = `---\ntitle: Fahrt ${number}\n---\nDer Omnibus Nummer ${number} hält hier.\n`;
		writeFileSync(join(folder, 'Fahrdienst', `fahrt-${number}.de.md`), text);
	}

	const report = await importFolder(app, {
		folder,
		organisationId: network.alpha,
		type: 'procedure',
		actor: systemActor('test'),
		publish: true,
	});
	await app.catalogue.catchUp();

	const visitor = await as.reader.visit();
	const { total } = await find(app, visitor, { text: 'Omnibus', limit: 1 });
	const { hits } = await find(app, visitor, { text: 'Fahrdienst', limit: 5 });
	expect([report.created, total]).toEqual([40, 40]);
	expect(hits[0]).toMatchObject({ kind: 'collection' });
	const counted = statements.filter((statement) => statement.includes('insert into search_words'));
	expect(counted.length).toBeGreaterThan(0);
	expect(counted.length).toBeLessThanOrEqual(5);
});

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { unpackArchive } from '../../src/transfer/import/unpack-archive.ts';
import type { SeededItem } from '../harness/seed.ts';
import { temporaryFolder } from '../harness/test-app.ts';
import { startTestHub, type TestHub } from '../harness/test-hub.ts';

/** Fields that a content type keeps for its authors, on the example of a quiz: what is right stands in one. */
const secret = 'Zitronenfalter';
const questions = `## Welcher Falter ist gelb?
- [ ] Kohlweißling {Nein, der ${secret}.}
- [x] ${secret}

## Schreiben Sie ihn.
Antwort: ${secret} | ${secret}e
Rückmeldung: Der ${secret} ist es.
`;

let hub: TestHub;
let quiz: SeededItem;

beforeAll(async () => {
	hub = await startTestHub();
	quiz = await hub.seed.item({
		type: 'quiz',
		title: 'Falterkunde',
		body: 'Ein Quiz über Schmetterlinge.',
		fields: { questions, passPercent: 70 },
		audience: ['own', 'network', 'public'],
	});
	await hub.app.jobs.runDue();
});

describe.each(['reader', 'foreignReader', 'foreignAdmin', 'networkAdmin', 'anonymous'] as const)(
	'%s',
	(who) => {
		test('finds nothing of it on any page or interface that shows the item', async () => {
			const { get } = hub.as[who];
			const paths = [
				quiz.url,
				`${quiz.url}?language=de`,
				`/i/${quiz.id}`,
				'/quizzes',
				`/api/content/${quiz.id}`,
				`/api/titles?q=Falter`,
				`/api/palette?q=Falter`,
				`/content/${quiz.id}/edit`,
				`/content/${quiz.id}/history`,
				`/content/${quiz.id}/compare?from=1&to=1`,
				`/content/${quiz.id}/changes`,
				`/feedback/items/${quiz.id}/new`,
			];
			for (const path of paths) expect((await get(path)).text, path).not.toContain(secret);

			expect((await get(`/api/content/${quiz.id}`)).json).toMatchObject({
				variants: [{ title: 'Falterkunde', fields: { passPercent: 70 } }],
			});
		});

		test('keeps nothing of it for reading without network', async () => {
			const items = [{ id: quiz.id, digest: null }];
			const { json, text } = await hub.as[who].run('offline.checkItems', { language: 'de', items });

			expect(text).not.toContain(secret);
			if (who !== 'anonymous')
				expect(json).toMatchObject({ items: [{ variants: [{ title: 'Falterkunde' }] }] });
		});

		test('does not find the item by it, and no excerpt shows it', async () => {
			const { json: bySecret } = await hub.as[who].get(`/api/search?q=${secret}`);
			const { json: byText, text } = await hub.as[who].get('/api/search?q=Schmetterlinge');

			expect(bySecret).toMatchObject({ total: 0, hits: [] });
			expect(byText).toMatchObject({ total: 1 });
			expect(text).not.toContain(secret);
		});
	},
);

test.each(['reader', 'foreignReader'] as const)('%s takes nothing of it away in an export', async (who) => {
	for (const format of ['markdown', 'html', 'word']) {
		expect(await exported(who, format), format).not.toContain(secret);
	}
});

test('whoever works on the item has it in the editor, in its history and in an export', async () => {
	const { get } = hub.as.author;

	expect((await get(`/content/${quiz.id}/edit`)).text).toContain(secret);
	expect(await exported('author', 'markdown')).toContain(secret);
});

test('no table of the search holds a word of it', async () => {
	const { query } = hub.app.database;
	const tables = [
		await query.selectFrom('search_documents').selectAll().execute(),
		await query.selectFrom('search_texts').selectAll().execute(),
		await query.selectFrom('search_words').selectAll().execute(),
	];
	const stored = JSON.stringify(tables).toLowerCase();

	expect(stored).toContain('falterkund');
	expect(stored).not.toContain(secret.toLowerCase().slice(0, 9));
});

test('a copy for others and the texts of the whole hub leave it out, and what marks answers gets it', async () => {
	const { reader } = await hub.as.foreignReader.visit();
	const { content } = hub.app;

	expect((await content.source(reader, quiz.id, 'de')).fields).toEqual({ passPercent: 70 });
	expect(JSON.stringify(await content.publishedTexts(reader, { after: '', items: 100 }))).not.toContain(
		secret,
	);
	expect((await content.sourceWithSecrets(reader, quiz.id, 'de')).fields).toMatchObject({ questions });
});

/** All bytes of an export, as text. */
async function exported(who: 'reader' | 'foreignReader' | 'author', format: string): Promise<string> {
	const { id } = await hub.as[who].execute('transfer.createExport', {
		scope: 'item',
		scopeId: quiz.id,
		format,
	});
	await hub.app.jobs.runDue();
	const { file } = await hub.app.exports.find(hub.network.people[who], id ?? '');
	const path = join(hub.app.exports.folder(id ?? ''), file?.name ?? '');
	const folder = temporaryFolder();
	await unpackArchive(path, folder, { bytes: 100_000_000 }, new AbortController().signal);
	const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
		entry.isFile(),
	);
	expect(files.length).toBeGreaterThan(0);
	return files.map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8')).join('\n');
}

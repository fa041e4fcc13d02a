import {
	existsSync,
	mkdirSync,
	readdirSync,
	readFileSync,
	statSync,
	utimesSync,
	writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { writeReceipt } from '../src/accounts/receipt.ts';
import { transfersFor } from '../src/host/transfer-views.ts';
import type { ImportEntry } from '../src/transfer/import/import-record.ts';
import { unpackArchive } from '../src/transfer/import/unpack-archive.ts';
import { createId } from '../src/ids.ts';
import { createTestApp, temporaryFolder, type TestApp } from './harness/test-app.ts';
import type { Who } from './harness/test-network.ts';
import { paragraph, picture, wordFile } from './harness/word-file.ts';
import { onePixel, zipOf } from './harness/zip-file.ts';

let hub: TestApp;

beforeAll(async () => {
	hub = await createTestApp({ plugins: ['procedures'] });
});

/** Sends files as the author does, and has them read. */
async function send(files: Readonly<Record<string, string | Buffer>>, who: Who = 'author'): Promise<string> {
	const { app, as, network } = hub;
	const importId = createId();
	await app.imports.folders.create(importId);
	for (const [name, content] of Object.entries(files)) {
		writeFileSync(join(app.imports.folders.upload(importId), name), content);
	}
	const receipt = writeReceipt(
		{
			importId,
			personId: network.people[who],
			organisationId: network.alpha,
			name: Object.keys(files)[0] ?? '',
		},
		app.signingKey,
	);
	await as[who].execute('transfer.createImport', { organisationId: network.alpha, receipt });
	await app.jobs.runDue();
	return importId;
}

async function take(
	importId: string,
	choices: Readonly<Record<string, unknown>> = {},
	who: Who = 'author',
): Promise<void> {
	await hub.as[who].execute('transfer.runImport', { importId, type: 'procedure', ...choices });
	await hub.app.jobs.runDue();
}

function entries(importId: string): Promise<readonly ImportEntry[]> {
	return hub.app.imports.store.entries(importId, { offset: 0, limit: 1000 });
}

async function itemOf(importId: string, key: string): Promise<string> {
	const entry = (await entries(importId)).find((one) => one.key === key);
	return entry?.itemId ?? '';
}

async function textOf(itemId: string): Promise<string> {
	const { reader } = await hub.as.author.visit();
	return (await hub.app.content.openVariant(reader, itemId, 'de'))?.body ?? '';
}

describe('an import', () => {
	test('shows what would come before anything of it is there, and takes what was chosen', async () => {
		const { app, as } = hub;
		const importId = await send({
			'handbuch.zip': await zipOf({
				'Aufnahme/Antrag.docx': await wordFile(paragraph(picture('Plan')) + paragraph('Guten Tag')),
				'Aufnahme/notiz.md': '# Notiz\n\n[Antrag](Antrag.docx)\n',
				'weg.md': '# Weg\n',
				'programm.exe': 'MZ',
				'kaputt.docx': 'nichts',
			}),
		});
		const { reader } = await as.author.visit();
		const before = await app.content.listWorking(reader, { shelf: 'drafts', limit: 100 });
		const found = await entries(importId);
		const position = (key: string) => found.find((one) => one.key === key)?.position ?? -1;

		await take(importId, {
			entries: [
				{ position: position('weg'), title: 'Weg', take: false },
				{ position: position('Aufnahme/Antrag'), title: 'Antrag auf Aufnahme', take: true },
			],
		});

		expect(before).toEqual([]);
		expect(found.map(({ key, kind, folders, files }) => [key, kind, folders, files])).toEqual([
			['Aufnahme/Antrag', 'item', 'Aufnahme', 0],
			['Aufnahme/notiz', 'item', 'Aufnahme', 0],
			['weg', 'item', '', 0],
			['kaputt.docx', 'leftOut', '', 0],
			['programm.exe', 'leftOut', '', 0],
		]);
		const itemId = await itemOf(importId, 'Aufnahme/Antrag');
		const item = await app.content.open(reader, itemId);
		expect(item).toMatchObject({ publishedAt: null, collectionTitle: 'Aufnahme' });
		expect(item.variants[0]?.title).toBe('Antrag auf Aufnahme');
		const [file] = await app.content.attachments.list(itemId);
		expect(await textOf(itemId)).toBe(`![Plan](${file?.url})\n\nGuten Tag`);
		expect(await textOf(await itemOf(importId, 'Aufnahme/notiz'))).toBe(`[Antrag](item:${itemId})`);
		expect(await app.imports.store.counts(importId)).toMatchObject({ created: 2, skipped: 1, leftOut: 2 });
		expect(existsSync(app.imports.folders.texts(importId))).toBe(false);
	});

	test('shows each text as it would come, to those who import there, until it has come', async () => {
		const importId = await send({
			'handbuch.zip': await zipOf({
				'Antrag.docx': await wordFile(paragraph(picture('Plan')) + paragraph('Guten Tag')),
				'notiz.md': '# Notiz\n\n[Antrag](Antrag.docx) und [Amt](https://amt.example)\n',
				'programm.exe': 'MZ',
			}),
		});
		const open = async (position: number, who: Who = 'author') =>
			transfersFor(hub.app, await hub.as[who].visit()).openEntry(importId, position);
		const texts = [(await open(0)).text, (await open(1)).text];

		expect(texts).toMatchObject([
			{ title: 'Antrag', language: 'de', body: 'Plan\n\nGuten Tag' },
			{ title: 'Notiz', body: 'Antrag und [Amt](https://amt.example)' },
		]);
		for (const [position, who] of [
			[2, 'author'],
			[99, 'author'],
			[0, 'foreignAdmin'],
		] as const)
			await expect(open(position, who)).rejects.toMatchObject({ code: 'request.notFound' });
		await take(importId);
		await expect(open(0)).rejects.toMatchObject({ code: 'request.notFound' });
	});

	test('of another Verbund is shown as it would come, each text of its type', async () => {
		const importId = await send({
			'export.zip': await zipOf({
				'verbund.yaml': 'version: 1\n',
				'alpha/procedure/start.md': '---\ntitle: Start\nfields:\n  steps:\n    - title: Eins\n---\n\nText\n',
			}),
		});

		const { entry, text } = await transfersFor(hub.app, await hub.as.author.visit()).openEntry(importId, 0);

		expect(entry.type).toBe('procedure');
		expect(text).toMatchObject({ title: 'Start', body: 'Text', fields: { steps: [{ title: 'Eins' }] } });
	});

	test('repeated, changes what changed and nothing else, and overwrites nobody', async () => {
		const { as } = hub;
		const zip = (text: string) =>
			zipOf({
				'a.md': `# A\n\n${text}\n`,
				'b.md': '# B\n\n![](b.png)\n',
				'c.md': '# C\n\nalt\n',
				'b.png': onePixel,
			});
		const first = await send({ 'wieder.zip': await zip('eins') });
		await take(first);
		const edited = await itemOf(first, 'c');
		await as.author.execute('content.saveDraft', {
			itemId: edited,
			language: 'de',
			expectedRevision: 1,
			title: 'C',
			body: 'von Hand',
		});

		const second = await send({ 'wieder.zip': await zip('zwei') });
		const foreseen = (await entries(second)).map(({ key, known }) => [key, known]);
		const record = await hub.app.imports.store.get(second);
		await take(second);

		const outcomes = (await entries(second)).map(({ key, outcome }) => [key, outcome]);
		expect(outcomes.slice(0, 3)).toEqual([
			['a', 'changed'],
			['b', 'unchanged'],
			['c', 'unchanged'],
		]);
		expect(record.knownType).toBe('procedure');
		expect(foreseen.slice(0, 3)).toEqual(outcomes.slice(0, 3));
		expect(await textOf(edited)).toBe('von Hand');
		expect(await hub.app.content.attachments.list(await itemOf(second, 'b'))).toHaveLength(1);
	});

	test('undone, moves what it made to the bin, and leaves what somebody worked on since', async () => {
		const { app, as, network } = hub;
		const importId = await send({
			'zurueck.zip': await zipOf({ 'a.md': '# A', 'b.md': '# B', 'c.md': '# C' }),
		});
		await take(importId);
		const [a, b, c] = await Promise.all(['a', 'b', 'c'].map((key) => itemOf(importId, key)));
		await as.author.execute('content.saveDraft', {
			...{ itemId: b, language: 'de', expectedRevision: 1 },
			...{ title: 'B', body: 'weitergeschrieben' },
		});
		await app.workingCopies.keep(
			network.people.author,
			{ itemId: c ?? '', language: 'de' },
			{
				expectedRevision: 1,
				basedOnRevision: null,
				title: 'C',
				summary: '',
				body: 'nicht gesichert',
				fields: {},
			},
			{ id: 'Fenster', knownCopy: 0 },
		);

		await as.author.execute('transfer.undoImport', { importId });
		await app.jobs.runDue();

		const { reader } = await as.author.visit();
		await expect(app.content.open(reader, b ?? '')).resolves.toMatchObject({ deletedAt: null });
		await expect(app.content.open(reader, c ?? '')).resolves.toMatchObject({ deletedAt: null });
		await expect(app.content.open(reader, a ?? '')).resolves.toMatchObject({ deletedAt: expect.any(Number) });
		expect((await entries(importId)).map(({ key, undone }) => [key, undone])).toEqual([
			['a', 'undone'],
			['b', 'edited'],
			['c', 'edited'],
		]);

		const again = await send({ 'zurueck.zip': await zipOf({ 'a.md': '# A' }) });
		await take(again);
		// What lies in the bin is fetched by those who may put it there.
		expect((await entries(again))[0]).toMatchObject({ outcome: 'failed' });
		await expect(app.content.open(reader, a ?? '')).resolves.toMatchObject({ deletedAt: expect.any(Number) });
		const byApprover = await send({ 'zurueck.zip': await zipOf({ 'a.md': '# A' }) }, 'approver');
		await take(byApprover, {}, 'approver');
		expect((await entries(byApprover))[0]).toMatchObject({ itemId: a, outcome: 'restored' });
	});

	test('of a book in one file is one text, or one of each part, as somebody decides after seeing it', async () => {
		const { app, as } = hub;
		const importId = await send({ 'buch.md': '# Haus\n\n# Ankommen\n\nEins\n\n# Gehen\n\nZwei\n' });
		const split = async (wanted: boolean) => {
			await as.author.execute('transfer.splitBooks', { importId, split: wanted });
			await app.jobs.runDue();
			return (await entries(importId)).map(({ title, folders, path }) => [title, folders, path]);
		};

		expect(await app.imports.store.get(importId)).toMatchObject({ books: 1, splitBooks: false });
		expect(await split(true)).toEqual([
			['Ankommen', 'Haus', 'buch.md'],
			['Gehen', 'Haus', 'buch.md'],
		]);
		expect(await split(false)).toEqual([['Haus', '', 'buch.md']]);
		await split(true);
		await take(importId);

		const { reader } = await as.author.visit();
		const item = await app.content.open(reader, await itemOf(importId, 'Haus/Gehen'));
		expect(item).toMatchObject({ collectionTitle: 'Haus' });
		expect(existsSync(app.imports.folders.upload(importId))).toBe(false);
	});

	test('of loose files finds each of them again, whichever others come along', async () => {
		const first = await send({ 'lose-a.md': '# A\n\neins\n', 'lose-b.md': '# B\n\neins\n' });
		await take(first);

		const second = await send({ 'lose-b.md': '# B\n\nzwei\n' });

		expect((await entries(second)).map(({ key, known }) => [key, known])).toEqual([['lose-b', 'changed']]);
	});

	test('is foreseen as new, as a draft and as lying in the bin', async () => {
		const { as } = hub;
		const zip = (text: string) =>
			zipOf({ 'a.md': `# A\n\n${text}\n`, 'b.md': `# B\n\n${text}\n`, [`${text}.md`]: '# N\n' });
		const first = await send({ 'vorschau.zip': await zip('eins') });
		await take(first);
		const [a, b] = await Promise.all(['a', 'b'].map((key) => itemOf(first, key)));
		await as.author.execute('content.saveDraft', {
			...{ itemId: a, language: 'de', expectedRevision: 1 },
			...{ title: 'A', body: 'von Hand' },
		});
		await as.admin.execute('content.remove', { itemId: b });

		const second = await send({ 'vorschau.zip': await zip('zwei') });

		expect((await entries(second)).map(({ key, known }) => [key, known])).toEqual([
			['a', 'draft'],
			['b', 'restored'],
			['zwei', null],
		]);
		const { reader } = await as.author.visit();
		expect(await hub.app.content.attachments.list(a ?? '')).toEqual([]);
		expect(await textOf(a ?? '')).toBe('von Hand');
		await expect(hub.app.content.open(reader, b ?? '')).resolves.toMatchObject({
			deletedAt: expect.any(Number),
		});
	});

	test('undone, gives what it changed the text, the readers and the state of before', async () => {
		const { app, as, network } = hub;
		const zip = (text: string) =>
			zipOf({
				'offen.md': `---\ntags: [${text}]\n---\n# Offen ${text}\n\nGedruckt ${text}.\n`,
				'entwurf.md': `# Entwurf\n\n${text}\n`,
				'sprache.md': '# Sprache\n\ngleich\n',
				...(text === 'zwei' ? { 'sprache.en.md': '# Language\n\nnew\n' } : {}),
			});
		const first = await send({ 'zurueckdrehen.zip': await zip('eins') }, 'approver');
		await take(first, { publish: true }, 'approver');
		const [open, draft, language] = await Promise.all(
			['offen', 'entwurf', 'sprache'].map((key) => itemOf(first, key)),
		);
		await as.author.execute('content.saveDraft', {
			...{ itemId: draft, language: 'de', expectedRevision: 1 },
			...{ title: 'Entwurf', body: 'von Hand' },
		});
		const second = await send({ 'zurueckdrehen.zip': await zip('zwei') }, 'approver');
		await take(second, { publish: true, audience: ['own'] }, 'approver');
		const changed = await Promise.all([textOf(open ?? ''), textOf(draft ?? '')]);

		await as.approver.execute('transfer.undoImport', { importId: second });
		await app.jobs.runDue();

		expect(changed).toEqual(['Gedruckt zwei.', 'zwei']);
		expect((await entries(second)).map(({ key, undone }) => [key, undone])).toEqual([
			['entwurf', 'back'],
			['offen', 'back'],
			['sprache', 'back'],
		]);
		const { reader } = await as.author.visit();
		const read = await app.content.read((await as.reader.visit()).reader, { id: open ?? '' });
		expect(read).toMatchObject({ title: 'Offen eins', tags: ['eins'] });
		expect(await textOf(draft ?? '')).toBe('von Hand');
		const stillDraft = await app.content.open(reader, draft ?? '');
		expect(stillDraft.variants[0]).toMatchObject({ publishedRevision: 1 });
		expect(await app.content.open(reader, language ?? '')).toMatchObject({
			deletedAt: null,
			organisation: { id: network.alpha },
		});
		const english = (await app.content.open(reader, language ?? '')).variants.find(
			(one) => one.language === 'en',
		);
		expect(english).toMatchObject({ publishedRevision: null });
	});

	test('undone, shows nobody again what was withdrawn since, from all readers or from some', async () => {
		const { app, as } = hub;
		const zip = (text: string) =>
			zipOf({
				'fassung.md': `# Fassung\n\n${text}\n`,
				'geteilt.md': `# Geteilt\n\n${text}\n`,
				'offline.md': `# Offline\n\n${text}\n`,
			});
		const publish = { publish: true, audience: ['own', 'network'] };
		const first = await send({ 'entzogen.zip': await zip('eins') }, 'approver');
		await take(first, publish, 'approver');
		const [version = '', shared = '', offline = ''] = await Promise.all(
			['fassung', 'geteilt', 'offline'].map((key) => itemOf(first, key)),
		);
		const second = await send({ 'entzogen.zip': await zip('zwei') }, 'approver');
		await take(second, publish, 'approver');
		await as.approver.execute('content.withdrawRevision', { itemId: version, revision: 1 });
		await as.approver.execute('content.setAudience', { itemId: shared, audience: ['own'] });
		await as.approver.execute('content.unpublish', { itemId: offline, language: 'de' });

		await as.approver.execute('transfer.undoImport', { importId: second });
		await app.jobs.runDue();

		expect((await entries(second)).map(({ key, undone }) => [key, undone])).toEqual([
			['fassung', 'edited'],
			['geteilt', 'edited'],
			['offline', 'edited'],
		]);
		const { reader } = await as.foreignReader.visit();
		await expect(app.content.read(reader, { id: shared })).rejects.toMatchObject({
			code: 'request.notFound',
		});
		await expect(app.content.read(reader, { id: offline })).rejects.toMatchObject({
			code: 'request.notFound',
		});
	});

	describe('undone by somebody who may no longer share', () => {
		const readBy = async (who: Who, id: string) => {
			const { reader } = await hub.as[who].visit();
			return hub.app.content.read(reader, { id }).then(
				({ title }) => title,
				() => null,
			);
		};
		/** Imports a text for these readers, again for others, and undoes the second import. */
		const narrowed = async (name: string, before: readonly string[], after: readonly string[]) => {
			const { app, as, network } = hub;
			const bring = async (title: string, audience: readonly string[]) => {
				const importId = await send({ [name]: await zipOf({ 'a.md': `# ${title}` }) }, 'approver');
				await take(importId, { publish: true, audience }, 'approver');
				return importId;
			};
			await bring('Vorher', before);
			const second = await bring('Nachher', after);
			const permission = { organisationId: network.alpha, permission: 'content.share' };
			await as.admin.execute('access.setPermissionRoles', { ...permission, roles: ['admin'] });
			await as.approver.execute('transfer.undoImport', { importId: second });
			await app.jobs.runDue();
			await as.admin.execute('access.resetPermissionRoles', permission);
			const [entry] = await entries(second);
			return { id: entry?.itemId ?? '', undone: entry?.undone };
		};

		test('it gives the text back to its readers of now, and to nobody who lost it', async () => {
			const { id, undone } = await narrowed('enger.zip', ['own', 'network'], ['own']);

			expect(undone).toBe('fewer');
			expect(await readBy('reader', id)).toBe('Vorher');
			expect(await readBy('foreignReader', id)).toBeNull();
		});

		test('it takes the text from those whom only the import had shown it', async () => {
			const { id, undone } = await narrowed('weiter.zip', ['own'], ['own', 'network']);

			expect(undone).toBe('back');
			expect(await readBy('reader', id)).toBe('Vorher');
			expect(await readBy('foreignReader', id)).toBeNull();
		});

		test('it shows a text for a group to nobody outside of it', async () => {
			const group = `group:${hub.network.committee}`;
			const { id, undone } = await narrowed('gruppe.zip', [group], ['own']);

			expect(undone).toBe('before');
			expect(await readBy('reader', id)).toBe('Nachher');
			expect(await readBy('foreignMember', id)).toBeNull();
			const { reader } = await hub.as.author.visit();
			expect(await hub.app.content.openVariant(reader, id, 'de')).toMatchObject({ title: 'Vorher' });
		});
	});

	test('undone after its readers’ group was dissolved, leaves the text of before as a draft', async () => {
		const { app, as, network } = hub;
		const groupId = await app.accounts.groups.create({ organisationId: network.alpha, name: 'Auf Zeit' });
		const zip = (title: string) => zipOf({ 'a.md': `# ${title}` });
		const first = await send({ 'aufgeloest.zip': await zip('Vorher') }, 'approver');
		await take(first, { publish: true, audience: [`group:${groupId}`] }, 'approver');
		const second = await send({ 'aufgeloest.zip': await zip('Nachher') }, 'approver');
		await take(second, { publish: true, audience: ['own'] }, 'approver');
		await as.admin.execute('accounts.removeGroup', { groupId });

		await as.approver.execute('transfer.undoImport', { importId: second });
		await app.jobs.runDue();

		expect(await entries(second)).toMatchObject([{ undone: 'before' }]);
		expect(await app.imports.store.get(second)).toMatchObject({ state: 'undone' });
	});

	test('undone by somebody who may not approve, leaves the text of before as a draft', async () => {
		const { app, as, network } = hub;
		const zip = (text: string) => zipOf({ 'a.md': `# A\n\n${text}\n` });
		await take(
			await send({ 'vier-augen.zip': await zip('eins') }, 'approver'),
			{ publish: true },
			'approver',
		);
		const second = await send({ 'vier-augen.zip': await zip('zwei') }, 'approver');
		await take(second, { publish: true }, 'approver');
		const policy = { organisationId: network.alpha, type: 'procedure', approvers: 'role', fourEyes: true };
		const { id: policyId } = await as.admin.execute('content.saveReviewPolicy', policy);
		await as.approver.execute('transfer.undoImport', { importId: second });
		await app.jobs.runDue();

		await as.admin.execute('content.removeReviewPolicy', {
			...{ organisationId: network.alpha, id: policyId, revision: 1 },
		});
		const itemId = await itemOf(second, 'a');
		expect((await entries(second))[0]).toMatchObject({ undone: 'before' });
		expect(await textOf(itemId)).toBe('eins');
		const { reader } = await as.author.visit();
		expect((await app.content.open(reader, itemId)).variants[0]).toMatchObject({ publishedRevision: 2 });
	});

	test('goes into no collection of another organisation', async () => {
		const collectionId = await hub.seed.collection('Fremd', 'beta');
		const importId = await send({ 'hinein.zip': await zipOf({ 'ordner/a.md': '# A' }) });

		const running = hub.as.author.execute('transfer.runImport', {
			importId,
			type: 'procedure',
			collectionId,
		});

		await expect(running).rejects.toMatchObject({ code: 'request.notFound' });
	});

	test('is undone by others only with the permission to delete', async () => {
		const importId = await send({ 'fremd.zip': await zipOf({ 'a.md': '# A' }) }, 'approver');
		await hub.as.approver.execute('transfer.runImport', { importId, type: 'procedure' });
		await hub.app.jobs.runDue();

		const undoing = hub.as.author.execute('transfer.undoImport', { importId });

		await expect(undoing).rejects.toMatchObject({ code: 'access.denied' });
	});

	test('names an archive that is a bomb, encrypted or broken, and reads the other one', async () => {
		const bomb = await zipOf({ 'a.md': Buffer.alloc(60_000_000, 0x61) });
		const locked = await zipOf({ 'a.md': '# A' });
		for (const signature of [0x02014b50, 0x04034b50]) {
			const at = locked.indexOf(Buffer.from(new Uint32Array([signature]).buffer));
			locked.writeUInt16LE(1, at + (signature === 0x02014b50 ? 8 : 6));
		}

		const importId = await send({
			'gut.zip': await zipOf({ 'a.md': '# Gut' }),
			'bombe.zip': bomb,
			'geheim.zip': locked,
			'kaputt.zip': 'PK nichts',
		});

		const found = (await entries(importId)).map(({ path, notes }) => [path, notes[0]?.code]);
		expect(found).toEqual([
			['gut/a.md', 'empty'],
			['bombe.zip', 'error.import.bomb'],
			['geheim.zip', 'error.import.encrypted'],
			['kaputt.zip', 'error.import.broken'],
		]);
	});

	test('that nobody goes on with is gone after a week, and so is what a crash left behind', async () => {
		const { app } = hub;
		const importId = await send({ 'liegt.zip': await zipOf({ 'a.md': '# A' }) });
		const orphan = createId();
		await app.imports.folders.create(orphan);
		const longAgo = new Date('2026-01-01');
		utimesSync(join(app.imports.folders.upload(orphan), '..'), longAgo, longAgo);

		await app.imports.tidy(Date.now() + 8 * 24 * 60 * 60 * 1000);

		await expect(app.imports.store.get(importId)).rejects.toMatchObject({ code: 'request.notFound' });
		expect(existsSync(join(app.imports.folders.upload(orphan), '..'))).toBe(false);
	});
});

test('an entry of an archive that leads out of it, or is a link, stays out', async () => {
	const folder = temporaryFolder();
	const archive = await zipOf({ 'xx/boese.md': 'x', 'verweis.md': '/etc/passwd', 'gut.md': 'y' });
	const changed = Buffer.from(archive.toString('latin1').replaceAll('xx/boese.md', '../boese.md'), 'latin1');
	const list = changed.lastIndexOf('verweis.md') - 46;
	changed.writeUInt16LE(0x0314, list + 4);
	changed.writeUInt32LE((0o120777 << 16) >>> 0, list + 38);
	writeFileSync(join(folder, 'a.zip'), changed);
	mkdirSync(join(folder, 'ziel'));

	const leftOut = await unpackArchive(
		join(folder, 'a.zip'),
		join(folder, 'ziel'),
		{ bytes: 1_000_000 },
		new AbortController().signal,
	);

	expect(leftOut.map(({ note }) => note.code).sort()).toEqual(['entryLink', 'entryPath']);
	expect(readdirSync(folder).sort()).toEqual(['a.zip', 'ziel']);
	expect(readdirSync(join(folder, 'ziel'))).toEqual(['gut.md']);
});

describe('an export', () => {
	const ask = async (who: Who, request: Readonly<Record<string, unknown>>) => {
		const { id } = await hub.as[who].execute('transfer.createExport', request);
		await hub.app.jobs.runDue();
		return hub.app.exports.find(hub.network.people[who], id ?? '');
	};
	const unpacked = async (who: Who, request: Readonly<Record<string, unknown>>) => {
		const { id, file } = await ask(who, request);
		const folder = temporaryFolder();
		const path = join(hub.app.exports.folder(id), file?.name ?? '');
		await unpackArchive(path, folder, { bytes: 100_000_000 }, new AbortController().signal);
		return { folder, path, files: filesBelow(folder) };
	};

	test('as Markdown, imported again, gives the same texts, fields, drafts, files and links', async () => {
		const { app, as, seed } = hub;
		const collectionId = await seed.collection('Rundreise');
		const target = await seed.item({ title: 'Ziel', collectionId });
		const fields = { steps: [{ title: 'Eins', text: `Siehe [[${target.id}|Ziel]]` }] };
		const item = await seed.item({ title: 'Start', body: 'Text', fields, collectionId, published: false });
		const attached = await attach(item.id);
		const body = `![Punkt](${attached.url}) und [Ziel](item:${target.id})\n\n\`[[${target.id}]]\``;
		const text = { itemId: item.id, language: 'de', title: 'Start', fields };
		await as.author.execute('content.saveAndPublish', {
			...text,
			body,
			expectedRevision: 1,
			audience: ['network'],
		});
		await as.author.execute('content.saveDraft', {
			...text,
			body: `${body}\n\nNeuer Absatz`,
			expectedRevision: 2,
		});

		const { path } = await unpacked('author', {
			scope: 'collection',
			scopeId: collectionId,
			format: 'markdown',
		});
		const importId = await send({ 'rundreise.zip': readFileSync(path) });
		await take(importId, { type: '', publish: true });

		const key = 'alpha/procedure/rundreise/start';
		const copy = await itemOf(importId, key);
		const copiedTarget = await itemOf(importId, 'alpha/procedure/rundreise/ziel');
		const { reader } = await as.author.visit();
		const [file] = await app.content.attachments.list(copy);
		const published = await app.content.source(reader, copy, 'de');
		const changed = `![Punkt](${file?.url}) und [Ziel](item:${copiedTarget})\n\n\`[[${copiedTarget}]]\``;
		expect(published).toMatchObject({
			title: 'Start',
			body: changed,
			fields: { steps: [{ title: 'Eins', text: `Siehe [[${copiedTarget}|Ziel]]` }] },
		});
		expect(await textOf(copy)).toBe(`${changed}\n\nNeuer Absatz`);
		expect((await app.content.open(reader, copy)).audience).toEqual(['network']);

		const again = await send({ 'rundreise.zip': readFileSync(path) });
		await take(again, { type: '', publish: true });
		expect((await entries(again)).map(({ outcome }) => outcome)).toEqual(['unchanged', 'unchanged']);
	});

	test('holds only what the person may read: no drafts, no names of what is closed to them', async () => {
		const { seed, network } = hub;
		const secret = await seed.item({ title: 'Geheimes', body: 'niemand' });
		const open = await seed.item({
			title: 'Offenes',
			body: `Siehe [[${secret.id}]] und [das hier](item:${secret.id})`,
			audience: ['network'],
		});
		await seed.item({ title: 'Unfertig', published: false });

		const { folder, files } = await unpacked('foreignReader', {
			scope: 'organisation',
			scopeId: network.alpha,
			format: 'markdown',
		});

		const all = files.map((file) => readFileSync(join(folder, file), 'utf8')).join('\n');
		expect(all).toContain('Offenes');
		expect(all).not.toContain(secret.id);
		expect(all).not.toMatch(/Geheimes|Unfertig/);
		expect(all).toContain(open.id);
		await expect(
			hub.as.foreignReader.execute('transfer.createExport', {
				scope: 'item',
				scopeId: secret.id,
				format: 'word',
			}),
		).rejects.toMatchObject({ code: 'request.notFound' });
	});

	test('as HTML is read without network, and nothing in it acts', async () => {
		const { seed, as } = hub;
		const item = await seed.item({
			title: '<script>alert(1)</script>',
			summary: '"><img src=x onerror=alert(1)>',
			body: '[Klick](javascript:alert(1)) <script>alert(1)</script>\n\n[außen](https://a.example/)',
			published: false,
		});
		const { url } = await attach(item.id);
		await as.author.execute('content.saveAndPublish', {
			...{ itemId: item.id, language: 'de', title: '<script>alert(1)</script>', expectedRevision: 1 },
			...{ body: `![Punkt](${url}) <script>alert(1)</script>`, audience: ['own'] },
		});

		const { folder, files } = await unpacked('reader', { scope: 'item', scopeId: item.id, format: 'html' });

		const page = files.find((file) => file.endsWith('.de.html')) ?? '';
		const html = readFileSync(join(folder, page), 'utf8');
		expect(html).not.toMatch(/<script|onerror=|href="javascript:|src="(?!\.\.)/);
		expect(html).toContain("default-src 'none'");
		const [, picture = ''] = /src="([^"]+)"/.exec(html) ?? [];
		expect(readFileSync(join(folder, page, '..', decodeURIComponent(picture)))).toEqual(onePixel);
		expect(files).toContain('index.html');
	});

	test('as Word comes back as the same text', async () => {
		const { seed, as } = hub;
		const item = await seed.item({ title: 'Für Word', published: false });
		const { url } = await attach(item.id);
		const body = [
			'## Überschrift\n\nEin **fetter** und *schräger* [Link](https://a.example/)[^1].',
			'1. eins\n2. zwei\n   - innen\n\n- Punkt',
			'| A | B |\n| --- | --- |\n| 1 | 2 |',
			`![Punkt](${url})`,
			'[^1]: Die Fußnote.',
		].join('\n\n');
		await as.author.execute('content.saveAndPublish', {
			...{ itemId: item.id, language: 'de', title: 'Für Word', expectedRevision: 1, body, audience: ['own'] },
		});

		const { id, file } = await ask('reader', { scope: 'item', scopeId: item.id, format: 'word' });
		const importId = await send({
			'zurueck.docx': readFileSync(join(hub.app.exports.folder(id), file?.name ?? '')),
		});
		await take(importId);

		const copy = await itemOf(importId, 'zurueck');
		const [picture] = await hub.app.content.attachments.list(copy);
		expect(file?.name).toBe('fuer-word.docx');
		expect(await textOf(copy)).toBe(body.replace(url, picture?.url ?? ''));
	});

	test('is fetched by whoever asked for it, until it expires', async () => {
		const { app, network, seed } = hub;
		const item = await seed.item({ audience: ['network'] });
		const { id } = await ask('reader', { scope: 'item', scopeId: item.id, format: 'markdown' });

		await expect(app.exports.open(network.people.reader, id)).resolves.toBeDefined();
		await expect(app.exports.open(network.people.admin, id)).rejects.toMatchObject({
			code: 'request.notFound',
		});

		const late = Date.now() + 3 * 24 * 60 * 60 * 1000;
		utimesSync(app.exports.folder(id), new Date(0), new Date(0));
		await app.exports.tidy(late);
		await expect(app.exports.open(network.people.reader, id)).rejects.toMatchObject({
			code: 'request.notFound',
		});
		expect(existsSync(app.exports.folder(id))).toBe(false);
	});

	async function attach(itemId: string) {
		const { actor } = await hub.as.author.visit();
		const { attachments } = hub.app.content;
		const received = await attachments.receive(
			'punkt.png',
			(async function* () {
				yield onePixel;
			})(),
		);
		return attachments.attach(actor, itemId, received);
	}
});

function filesBelow(folder: string): string[] {
	return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) =>
		statSync(join(folder, path)).isFile(),
	);
}

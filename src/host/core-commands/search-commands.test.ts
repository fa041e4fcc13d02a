import { beforeEach, describe, expect, test, vi } from 'vitest';
import { createTestApp, type TestApp } from '../../../test/harness/test-app.ts';
import type { Who } from '../../../test/harness/test-network.ts';
import { forgetMisses } from '../../search/misses.ts';
import { searchCareFor } from '../search-care.ts';
import { tasksFor } from '../tasks/tasks.ts';

let hub: TestApp;
beforeEach(async () => {
	vi.useRealTimers();
	hub = await createTestApp({ plugins: ['procedures'] });
});

const day = 24 * 60 * 60 * 1000;
const careOf = async (who: Who) => searchCareFor(hub.app, await hub.as[who].visit());
const openMisses = async () => (await careOf('admin')).misses(hub.network.alpha, 'open');
const words = async () => (await openMisses()).map((miss) => miss.words);
const stored = () => hub.app.database.query.selectFrom('search_misses').selectAll().execute();
const note = (who: Who, text: string) => hub.as[who].execute('search.noteMiss', { text });
const tasksOf = async (who: Who) => {
	const visitor = await hub.as[who].visit();
	const tasks = await tasksFor(hub.app, visitor, hub.app.translator.for('de'));
	return tasks.map(({ title }) => title);
};

async function missed(text = 'Raumstation') {
	await hub.as.reader.execute('search.reportMiss', { text });
	const [miss] = await openMisses();
	if (!miss) throw new Error('Nothing was noted.');
	return { missId: miss.id, revision: miss.revision };
}

/** A later day, for this process. */
function pass(days: number): void {
	vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + days * day });
}

describe('a search without a hit', () => {
	test('is shown once two people have made it', async () => {
		await note('reader', 'Raumstation Mars');
		await note('reader', 'raumstation mars!');
		expect(await openMisses()).toEqual([]);

		await note('author', 'Raumstation  MARS');

		expect(await openMisses()).toMatchObject([{ words: 'Raumstation MARS', count: 2, assignee: null }]);
	});

	test('is shown once it has come on two days', async () => {
		await note('reader', 'Raumstation');
		pass(1);

		await note('reader', 'Raumstation');

		expect(await words()).toEqual(['Raumstation']);
	});

	test('is stored without its words until then, and never with who made it', async () => {
		await note('reader', 'Kanarienvogelina Zwitscher');

		const rows = JSON.stringify(await stored());

		expect(rows).not.toMatch(/kanarien|zwitscher/i);
		expect(rows).not.toContain(hub.network.people.reader);
	});

	test.each(['mia@nord.example', 'Akte 4711/2026-88', '0421 123456', ' ... ', ''])(
		'that looks like somebody’s, or like nothing, is not stored: %j',
		async (text) => {
			await hub.as.reader.execute('search.reportMiss', { text });

			expect(await stored()).toEqual([]);
		},
	);

	test('counts for the organisation of whoever made it, and no other sees it', async () => {
		await note('foreignReader', 'Raumstation');
		await note('foreignAdmin', 'Raumstation');

		expect(await openMisses()).toEqual([]);
		const care = await careOf('foreignAdmin');
		expect(await care.misses(hub.network.beta, 'open')).toHaveLength(1);
		await expect(care.misses(hub.network.alpha, 'open')).rejects.toMatchObject({ code: 'access.denied' });
	});

	test('that found something is none, whatever a script says', async () => {
		await hub.seed.item({ title: 'Raumstation' });

		await hub.as.reader.execute('search.reportMiss', { text: 'Raumstation' });

		expect(await stored()).toEqual([]);
	});

	test('is noted for what the person may not read too: for them it is missing', async () => {
		await hub.seed.item({ title: 'Raumstation', owner: 'beta' });

		await hub.as.reader.execute('search.reportMiss', { text: 'Raumstation' });

		expect(await words()).toEqual(['Raumstation']);
	});

	test('is shown at once where somebody says that it is missing', async () => {
		await note('reader', 'Raumstation');

		await hub.as.reader.execute('search.reportMiss', { text: 'Raumstation' });

		expect(await openMisses()).toMatchObject([{ words: 'Raumstation', count: 1 }]);
	});

	test('is not collected where the organisation does not want it, but may be reported', async () => {
		const organisationId = hub.network.alpha;
		await hub.as.admin.execute('settings.changeOrganisation', {
			organisationId,
			key: 'search.keepMisses',
			value: false,
		});

		await note('reader', 'Raumstation');
		await note('author', 'Raumstation');
		expect(await stored()).toEqual([]);

		await hub.as.reader.execute('search.reportMiss', { text: 'Raumstation' });
		expect(await words()).toEqual(['Raumstation']);
	});

	test('leaves nothing in the audit log', async () => {
		const before = await hub.app.database.query.selectFrom('audit_entries').select('id').execute();

		await note('reader', 'Raumstation');
		await hub.as.reader.execute('search.reportMiss', { text: 'Raumstation' });

		const after = await hub.app.database.query.selectFrom('audit_entries').select('id').execute();
		expect(after).toEqual(before);
	});

	test('is forgotten when nobody makes it any more, what came once sooner', async () => {
		await note('reader', 'Einmal');
		await missed('Öfter');
		const now = Date.now();
		const forget = (before: number, onceBefore: number) =>
			hub.app.database.transaction((open) => forgetMisses(open, { before, onceBefore }));

		await forget(now - day, now + day);
		expect(await stored()).toHaveLength(1);

		await forget(now + day, now + day);
		expect(await stored()).toEqual([]);
	});
});

describe('whoever looks after the search', () => {
	test('asks a colleague, who finds it among what waits for them, and finishes it', async () => {
		const miss = await missed();
		const assignee = `person:${hub.network.people.author}`;
		await hub.as.admin.execute('search.assignMiss', { ...miss, assignee, note: 'Magst du?' });
		expect(await tasksOf('author')).toEqual(['„Raumstation“ wird gesucht und fehlt']);
		expect(await tasksOf('reader')).toEqual([]);
		const seen = await (await careOf('author')).miss(miss.missId);
		expect(seen).toMatchObject({ note: 'Magst du?', organisationName: 'Alpha' });

		await hub.as.author.execute('search.finishMiss', { missId: miss.missId, revision: seen.revision });

		expect(await tasksOf('author')).toEqual([]);
		expect(await words()).toEqual([]);
	});

	test('asks a group of which the organisation is part', async () => {
		const miss = await missed();
		const assignee = `group:${hub.network.committee}`;
		const { people, alpha } = hub.network;
		await hub.app.accounts.groups.addMember(hub.network.committee, people.reader, alpha);

		await hub.as.admin.execute('search.assignMiss', { ...miss, assignee });

		expect(await tasksOf('reader')).toHaveLength(1);
		// The words are this organisation's: a member from elsewhere is not asked.
		expect(await tasksOf('foreignMember')).toEqual([]);
		await expect((await careOf('foreignMember')).miss(miss.missId)).rejects.toMatchObject({
			code: 'request.notFound',
		});
	});

	test('cannot ask people or groups of others', async () => {
		const miss = await missed();
		const foreign = await hub.app.accounts.groups.create({ organisationId: hub.network.beta, name: 'B' });

		for (const assignee of [
			`person:${hub.network.people.foreignReader}`,
			`person:${hub.network.people.disabled}`,
			`group:${foreign}`,
			'person:x',
		]) {
			await expect(hub.as.admin.execute('search.assignMiss', { ...miss, assignee })).rejects.toMatchObject({
				code: 'request.notFound',
			});
		}
	});

	test('is told when somebody else has decided', async () => {
		const miss = await missed();
		await hub.as.admin.execute('search.closeMiss', { ...miss, state: 'dismissed' });

		await expect(hub.as.admin.execute('search.closeMiss', { ...miss, state: 'done' })).rejects.toMatchObject({
			code: 'search.missChanged',
		});
	});

	test('sees again what is still missed after it was done, and not what was put aside', async () => {
		const { missId, revision } = await missed();
		await hub.as.admin.execute('search.closeMiss', { missId, revision, state: 'done' });
		await note('author', 'Raumstation');
		expect(await words()).toEqual(['Raumstation']);

		await hub.as.admin.execute('search.closeMiss', { missId, revision: revision + 1, state: 'dismissed' });
		await note('approver', 'Raumstation');

		expect(await words()).toEqual([]);
	});

	test('is done with it by a synonym, which is there for the next search', async () => {
		await hub.seed.item({ title: 'Dienstfahrzeug buchen' });
		const { missId } = await missed('Kutsche');
		const organisationId = hub.network.alpha;

		await hub.as.admin.execute('search.saveSynonyms', {
			organisationId,
			terms: 'Kutsche\nDienstfahrzeug',
			missId,
		});

		expect(await words()).toEqual([]);
		await hub.as.reader.execute('search.reportMiss', { text: 'Kutsche' });
		expect(await words()).toEqual([]);
	});

	test('cannot close the search of others by a synonym', async () => {
		const { missId } = await missed();

		await expect(
			hub.as.foreignAdmin.execute('search.saveSynonyms', {
				organisationId: hub.network.beta,
				terms: 'Eins\nZwei',
				missId,
			}),
		).rejects.toMatchObject({ code: 'request.notFound' });
		expect(await words()).toEqual(['Raumstation']);
	});

	test('loses what was given to somebody whose account is gone: it is nobody’s again', async () => {
		const miss = await missed();
		const assignee = `person:${hub.network.people.author}`;
		await hub.as.admin.execute('search.assignMiss', { ...miss, assignee });

		await hub.app.database.transaction((transaction) =>
			transaction.deleteFrom('people').where('id', '=', hub.network.people.author).execute(),
		);

		expect(await openMisses()).toMatchObject([{ assignee: null }]);
	});
});

describe('terms of a group', () => {
	test.each([
		['nur eines', 'field.synonymsFew'],
		['gleich\nGLEICH', 'field.synonymsFew'],
		['...\n---', 'field.synonymsFew'],
		[Array.from({ length: 21 }, (_, index) => `Wort${index}`).join('\n'), 'field.synonymsMany'],
		[`kurz\n${'x'.repeat(81)}`, 'field.synonymsLong'],
	])('are refused at their field: %j', async (terms, message) => {
		await expect(
			hub.as.admin.execute('search.saveSynonyms', { organisationId: hub.network.alpha, terms }),
		).rejects.toMatchObject({ code: 'command.inputInvalid', fields: [{ path: 'terms', message }] });
	});
});

describe('opening a hit', () => {
	const uses = async (objectId: string) => {
		const rows = await hub.app.database.query
			.selectFrom('search_documents')
			.select('uses')
			.where('object_id', '=', objectId)
			.execute();
		return rows.map((row) => row.uses);
	};

	test('counts once a day for each person', async () => {
		const { id } = await hub.seed.item();

		for (const who of ['reader', 'reader', 'author'] as const) {
			await hub.as[who].execute('search.noteUse', { kind: 'content', id });
		}
		expect(await uses(id)).toEqual([2]);

		pass(1);
		await hub.as.reader.execute('search.noteUse', { kind: 'content', id });
		expect(await uses(id)).toEqual([3]);
	});

	test('counts nothing for what the person may not read', async () => {
		const { id } = await hub.seed.item();

		await hub.as.foreignReader.execute('search.noteUse', { kind: 'content', id });

		expect(await uses(id)).toEqual([0]);
	});

	test('is stored nowhere with the person', async () => {
		const { id } = await hub.seed.item();

		await hub.as.reader.execute('search.noteUse', { kind: 'content', id });

		const { query } = hub.app.database;
		const rows = await Promise.all([
			query.selectFrom('idempotency_keys').selectAll().where('command', 'like', 'search.%').execute(),
			query.selectFrom('audit_entries').selectAll().where('action', 'like', 'search.%').execute(),
		]);
		expect(rows.flat()).toEqual([]);
	});
});

test('the index is made anew by a job that says how far it is', async () => {
	await hub.seed.item({ title: 'Bundesteilhabegesetz' });
	const { id } = await hub.as.networkAdmin.execute('search.rebuildIndex');
	const again = await hub.as.networkAdmin.execute('search.rebuildIndex');
	expect(again).toEqual({ id });

	await hub.app.jobs.runDue();

	const care = await careOf('networkAdmin');
	expect(await care.rebuild()).toMatchObject({ id, state: 'done' });
	await expect((await careOf('admin')).rebuild()).rejects.toMatchObject({ code: 'access.denied' });
});

import { beforeAll, describe, expect, test } from 'vitest';
import { createTestApp, type TestApp } from '../../test/harness/test-app.ts';
import type { Who } from '../../test/harness/test-network.ts';
import { listSteps } from './review/item-steps.ts';

let hub: TestApp;

beforeAll(async () => {
	hub = await createTestApp();
});

/** A text that was published twice, for the same readers. */
async function twice(audience: readonly string[] = ['own', 'network']): Promise<string> {
	const { id } = await hub.seed.item({ title: 'Erste', body: 'Eins', audience });
	await publishNext(id, 1, 'Zweite');
	return id;
}

async function publishNext(
	itemId: string,
	expectedRevision: number,
	title: string,
	audience?: readonly string[],
): Promise<void> {
	const draft = { itemId, language: 'de', expectedRevision, title, body: title };
	const { revision } = await hub.as.author.execute('content.saveDraft', draft);
	await hub.as.author.execute('content.publish', { itemId, language: 'de', revision, audience });
}

/** Titles of the versions that somebody can call up to compare. */
async function versionsOf(who: Who, itemId: string): Promise<readonly string[]> {
	const { reader } = await hub.as[who].visit();
	return hub.app.content.formerTexts(reader, itemId, [1, 2, 3, 4]).then(
		(texts) => texts.map(({ title }) => title),
		() => [],
	);
}

describe('an earlier version', () => {
	test('stays with those it was published to', async () => {
		const id = await twice();

		expect(await versionsOf('reader', id)).toEqual(['Erste', 'Zweite']);
		expect(await versionsOf('foreignReader', id)).toEqual(['Erste', 'Zweite']);
	});

	test('is not shown to readers who came later, even in the publication that brings them', async () => {
		const id = await twice(['own']);

		await publishNext(id, 2, 'Dritte', ['own', 'network']);

		expect(await versionsOf('foreignReader', id)).toEqual(['Dritte']);
		expect(await versionsOf('reader', id)).toEqual(['Erste', 'Zweite', 'Dritte']);
	});

	test('that was still published when readers were added is theirs', async () => {
		const id = await twice(['own']);
		await hub.as.author.execute('content.setAudience', { itemId: id, audience: ['own', 'network'] });

		await publishNext(id, 2, 'Dritte');

		expect(await versionsOf('foreignReader', id)).toEqual(['Zweite', 'Dritte']);
	});

	test('is lost to readers who are taken out, also when they come back', async () => {
		const id = await twice();
		await hub.as.author.execute('content.setAudience', { itemId: id, audience: ['own'] });
		await hub.as.author.execute('content.setAudience', { itemId: id, audience: ['own', 'network'] });

		expect(await versionsOf('foreignReader', id)).toEqual(['Zweite']);
		expect(await versionsOf('reader', id)).toEqual(['Erste', 'Zweite']);
	});

	test('is withdrawn with the publication, with archiving and with the recycle bin', async () => {
		const [offline, archived, binned] = [await twice(), await twice(), await twice()];
		await hub.as.author.execute('content.unpublish', { itemId: offline, language: 'de' });
		await publishNext(offline, 2, 'Dritte');
		for (const act of ['archive', 'unarchive'])
			await hub.as.approver.execute(`content.${act}`, { itemId: archived });
		for (const act of ['remove', 'restore'])
			await hub.as.approver.execute(`content.${act}`, { itemId: binned });

		expect(await versionsOf('reader', offline)).toEqual(['Dritte']);
		expect(await versionsOf('reader', archived)).toEqual(['Zweite']);
		expect(await versionsOf('reader', binned)).toEqual(['Zweite']);
	});

	test('that should not have been published is withdrawn alone, for good, and noted', async () => {
		const id = await twice();
		await publishNext(id, 2, 'Dritte');

		await hub.as.author.execute('content.withdrawRevision', { itemId: id, revision: 2 });

		expect(await versionsOf('reader', id)).toEqual(['Erste', 'Dritte']);
		const { reader, actor } = await hub.as.author.visit();
		const history = await hub.app.content.history(reader, id, [2]);
		expect(history.map(({ number, hasReaders }) => [number, hasReaders])).toEqual([
			[3, true],
			[2, false],
			[1, true],
		]);
		expect(history[1]?.text).toMatchObject({ title: 'Zweite' });
		const steps = await listSteps(hub.app.database, actor, id);
		expect(steps.find(({ act }) => act === 'withdrewRevision')).toMatchObject({ revision: 2 });
		const again = hub.as.author.execute('content.withdrawRevision', { itemId: id, revision: 2 });
		await expect(again).rejects.toMatchObject({ code: 'request.notFound' });
	});

	test('is not withdrawn while it is the one that is published', async () => {
		const id = await twice();

		const withdrawing = hub.as.author.execute('content.withdrawRevision', { itemId: id, revision: 2 });

		await expect(withdrawing).rejects.toMatchObject({ code: 'content.versionPublished' });
		expect(await versionsOf('reader', id)).toEqual(['Erste', 'Zweite']);
	});
});

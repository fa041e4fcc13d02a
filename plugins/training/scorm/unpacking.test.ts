import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { manifestOf, packageOf } from '../../../test/harness/course-package.ts';
import { createTestApp, type TestApp } from '../../../test/harness/test-app.ts';
import { zipOf } from '../../../test/harness/zip-file.ts';

let hub: TestApp;
beforeAll(async () => {
	hub = await createTestApp();
});

const parts = [{ id: 'A', title: 'Teil', href: 'a.html' }];
const goodPackage = () =>
	packageOf('1.2', parts, { 'a.html': '<p>Hallo</p>', 'bild.png': Buffer.alloc(2000) });

async function send(zip: Buffer): Promise<string> {
	const { id } = await hub.app.content.attachments.uploads.receive(
		hub.network.people.author,
		'kurs.zip',
		Readable.from([zip]),
	);
	return id;
}

async function upload(zip: Buffer): Promise<{ itemId: string; fileId: string }> {
	const fileId = await send(zip);
	const { id: itemId = '' } = await hub.as.author.execute('training.uploadPackage', {
		uploadId: fileId,
		organisationId: hub.network.alpha,
		language: 'de',
	});
	return { itemId, fileId };
}

async function packageIn(fileId: string) {
	const { packages } = await hub.app.host.use('training');
	const file = await hub.app.database.query
		.selectFrom('files')
		.select('item_id')
		.where('id', '=', fileId)
		.executeTakeFirst();
	return packages.packageOf({ id: file?.item_id ?? '', fields: { file: fileId } });
}

async function storedOf(fileId: string): Promise<readonly string[]> {
	const { rows } = await sql<{ stored_id: string }>`select stored_id from training_package_files
		where package_id = ${fileId}`.execute(hub.app.database.query);
	return rows.map(({ stored_id: id }) => id);
}

function isStored(id: string): boolean {
	return existsSync(join(hub.app.config.dataFolder, 'files', id.slice(-2), id));
}

function countStored(): number {
	const files = readdirSync(join(hub.app.config.dataFolder, 'files'), {
		recursive: true,
		withFileTypes: true,
	});
	return files.filter((entry) => entry.isFile()).length;
}

describe('a package', () => {
	test('is unpacked under names that say nothing of what it calls them', async () => {
		const { fileId } = await upload(await goodPackage());
		expect(await packageIn(fileId)).toMatchObject({ state: 'waiting', files: 3, unpacked: 0 });

		await hub.app.jobs.runDue();

		expect(await packageIn(fileId)).toMatchObject({ state: 'ready', unpacked: 3 });
		const stored = await storedOf(fileId);
		expect(stored).toHaveLength(3);
		expect(stored.every((id) => /^[0-9a-f-]{36}$/.test(id) && isStored(id))).toBe(true);
	});

	test('whose unpacking is cancelled leaves nothing, and can be unpacked again', async () => {
		const { itemId, fileId } = await upload(await goodPackage());
		const before = countStored();

		await hub.as.author.execute('training.setUnpacking', { itemId, fileId, unpack: false });
		await hub.app.jobs.runDue();

		expect(await packageIn(fileId)).toMatchObject({ state: 'cancelled' });
		expect([await storedOf(fileId), countStored()]).toEqual([[], before]);
		await hub.as.author.execute('training.setUnpacking', { itemId, fileId, unpack: true });
		await hub.app.jobs.runDue();
		expect(await packageIn(fileId)).toMatchObject({ state: 'ready' });
	});

	test('is removed from the disk with its item', async () => {
		const { itemId, fileId } = await upload(await goodPackage());
		await hub.app.jobs.runDue();
		const stored = await storedOf(fileId);

		await hub.app.database.transaction((transaction) =>
			transaction.deleteFrom('items').where('id', '=', itemId).execute(),
		);
		await hub.app.jobs.runNow('training.sweepPackages');
		await hub.app.jobs.runDue();

		expect(stored.some(isStored)).toBe(false);
		expect(await packageIn(fileId)).toBeNull();
	});
});

describe('an archive', () => {
	test.each([
		['with a path that leads out of it', () => renamed('aa/evil.html', '../evil.html')],
		['of a thousand times its size', bomb],
		['that lies about its sizes', lie],
	])('%s is refused, or found out, and leaves nothing', async (_, make) => {
		const before = countStored();
		const outcome = await upload(await make()).catch((error: unknown) => error);
		if (!isUploaded(outcome)) {
			expect(outcome).toMatchObject({ code: expect.stringMatching(/^(?:import\.\w+|command\.refused)$/) });
			return;
		}
		const { fileId } = outcome;
		await hub.app.jobs.runDue();

		expect(await packageIn(fileId)).toMatchObject({ state: 'failed' });
		expect(await storedOf(fileId)).toEqual([]);
		// The archive itself stays: it is the item's file.
		expect(countStored()).toBe(before + 1);
	});
});

/** The same archive, with one of its names written over. */
async function renamed(from: string, to: string): Promise<Buffer> {
	const zip = await packageOf('1.2', parts, { 'a.html': 'Hallo', [from]: 'x' });
	return Buffer.from(zip.toString('latin1').replaceAll(from, to), 'latin1');
}

function bomb(): Promise<Buffer> {
	return packageOf('1.2', parts, { 'a.html': Buffer.alloc(60_000_000) });
}

/** The list says 10 bytes where there are many. */
async function lie(): Promise<Buffer> {
	const zip = await zipOf({
		'imsmanifest.xml': manifestOf('1.2', parts),
		'a.html': 'x'.repeat(5000),
	});
	const size = Buffer.alloc(4);
	size.writeUInt32LE(5000);
	const wrong = Buffer.alloc(4);
	wrong.writeUInt32LE(10);
	return Buffer.from(
		zip.toString('latin1').replaceAll(size.toString('latin1'), wrong.toString('latin1')),
		'latin1',
	);
}

function isUploaded(outcome: unknown): outcome is { readonly fileId: string } {
	return typeof outcome === 'object' && outcome !== null && 'fileId' in outcome;
}

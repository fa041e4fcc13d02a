import { chmodSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startRcloneServer } from '../../../test/harness/rclone-server.ts';
import { startWebdavServer, type WebdavServer } from '../../../test/harness/webdav-server.ts';
import { compareListing } from './compare-listing.ts';
import { readListing } from './read-listing.ts';
import { createWebdavSource } from './webdav-source.ts';

const { signal } = new AbortController();
const names = ['Antrag & <Kita> 100%.txt', 'leer.txt', 'Ä ö#ü?.txt', '日本.txt'];

describe.each([
	['Apache', startWebdavServer],
	['rclone', startRcloneServer],
])('the server of %s', (_name, start) => {
	let server: Omit<WebdavServer, 'requests'>;
	beforeAll(async () => {
		server = await start();
		mkdirSync(join(server.folder, 'Unter ordner'));
		chmodSync(join(server.folder, 'Unter ordner'), 0o755);
		for (const name of names)
			writeFileSync(join(server.folder, 'Unter ordner', name), name === 'leer.txt' ? '' : name);
	});
	afterAll(() => server.stop());

	const source = ({ url = server.url, password = server.password } = {}) =>
		createWebdavSource({ location: url, account: server.account, password }, new Set([server.host]));
	const read = () => readListing(source(), { known: [], signal, progress: () => undefined });

	test('lists folders and files with strange names, and hands them out', async () => {
		const { entries, skipped } = await read();
		const files = entries.filter(({ isFolder }) => !isFolder);
		const contents = await Promise.all(
			files.map(async ({ path }) => text(await source().open(path, signal))),
		);

		expect(skipped).toBe(0);
		expect(entries.filter(({ isFolder }) => isFolder).map(({ path }) => path)).toEqual(['Unter%20ordner']);
		expect(files.map(({ path }) => decodeURIComponent(path.split('/')[1] ?? '')).toSorted()).toEqual(
			names.toSorted(),
		);
		expect(contents.toSorted()).toEqual(['', ...names.filter((name) => name !== 'leer.txt')].toSorted());
		expect(files.map(({ size }) => size)).toEqual(contents.map((content) => Buffer.byteLength(content)));
	});

	test('is found again below a folder, with and without a slash', async () => {
		for (const url of [`${server.url}Unter%20ordner`, `${server.url}Unter%20ordner/`]) {
			const { entries } = await source({ url }).list('', signal);

			expect(entries.length).toBe(names.length);
		}
	});

	test('tells a renamed file from a new one, by its content', async () => {
		const before = (await read()).entries.map(({ modifiedAt: _, tagsBelow: __, ...entry }, index) => ({
			...entry,
			id: `id${index}`,
			vanishedAt: null,
		}));
		const folder = join(server.folder, 'Unter ordner');
		renameSync(join(folder, '日本.txt'), join(folder, 'umbenannt.txt'));

		const { added, changed, vanished } = compareListing(before, (await read()).entries);

		const files = changed.filter(({ entry }) => !entry.isFolder);
		expect([added, vanished]).toEqual([[], []]);
		expect(files.map(({ entry }) => entry.path)).toEqual(['Unter%20ordner/umbenannt.txt']);
	});

	test('keeps its files from those without the password', async () => {
		await expect(source({ password: 'falsch' }).list('', signal)).rejects.toMatchObject({
			code: 'credentials',
		});
	});
});

import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestHub, type TestHub } from '../harness/test-hub.ts';
import { eicar, startTestScanner, type TestScanner } from '../harness/virus-scanner.ts';

let hub: TestHub;
let scanner: TestScanner;
beforeAll(async () => {
	scanner = await startTestScanner();
	hub = await startTestHub({ virusScanner: scanner.address });
});
afterAll(() => scanner.stop());

function formOf(name: string, content: string, fields: Readonly<Record<string, string>> = {}) {
	const parts = [
		...Object.entries(fields).map(
			([key, value]) => `--g\r\nContent-Disposition: form-data; name="${key}"\r\n\r\n${value}\r\n`,
		),
		`--g\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\n\r\n${content}\r\n--g--\r\n`,
	];
	return {
		headers: {
			'content-type': 'multipart/form-data; boundary=g',
			'sec-fetch-site': 'same-origin',
			referer: `${hub.url}/documents/upload`,
		},
		body: parts.join(''),
	};
}

type Way = (content: string) => Promise<{ readonly refused: string | null }>;

const ways: Readonly<Record<string, Way>> = {
	async document(content) {
		const { headers } = await hub.as.author.send(
			'POST',
			'/uploads/form',
			formOf('probe.txt', content, {
				_command: 'documents.upload',
				_next: '/drafts',
				organisationId: hub.network.alpha,
				language: 'de',
			}),
		);
		return { refused: new URL(headers.location ?? '', hub.url).searchParams.get('refused') };
	},
	async attachment(content) {
		const { id } = await hub.seed.item({ title: 'Mit Anhang' });
		const { status, text } = await hub.as.author.send(
			'POST',
			`/files?item=${id}`,
			formOf('probe.txt', content),
		);
		return { refused: status === 200 ? null : (/"code":"([\w.]+)"/.exec(text)?.[1] ?? String(status)) };
	},
	async import(content) {
		const { headers } = await hub.as.admin.send(
			'POST',
			`/imports?organisation=${hub.network.alpha}`,
			formOf('probe.md', content),
		);
		return { refused: new URL(headers.location ?? '', hub.url).searchParams.get('problem') };
	},
};

describe.each(Object.keys(ways))('a file on its way in (%s)', (name) => {
	const way = ways[name] ?? (() => Promise.reject(new Error(name)));

	test('is shown to the scanner, and accepted if it is clean', async () => {
		const before = scanner.seen.length;

		expect(await way('# Harmlos')).toEqual({ refused: null });

		expect(scanner.seen.length).toBe(before + 1);
	});

	test('is refused if something is found, and nothing of it is kept', async () => {
		const before = everything();

		expect(await way(`# Probe\n${eicar}`)).toMatchObject({ refused: 'files.infected' });

		expect(everything()).toEqual(before);
	});

	test('is refused while the scanner does not answer', async () => {
		scanner.behave('hangsUp');

		const { refused } = await way('# Harmlos');

		scanner.behave('well');
		expect(refused).toBe('files.notScanned');
	});
});

test('a scanner that does not answer is a problem of the hub, in words', async () => {
	scanner.behave('hangsUp');

	const { text } = await hub.as.networkAdmin.get('/admin/health');

	scanner.behave('well');
	expect(text).toContain('Der Virenscanner antwortet nicht.');
});

/** Paths of all files that were sent. */
function everything(): readonly string[] {
	return ['files', 'imports']
		.map((folder) => join(hub.app.config.dataFolder, folder))
		.filter((folder) => existsSync(folder))
		.flatMap((folder) => readdirSync(folder, { recursive: true, withFileTypes: true }))
		.filter((entry) => entry.isFile())
		.map(({ parentPath, name }) => join(parentPath, name))
		.sort();
}

import { mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../test/harness/test-app.ts';
import { createHandbookFiles } from './handbook-files.ts';

test('a file is read again when it has changed, and only then', async () => {
	const { files, write, wait } = createFolder();
	write('de/reading/finding.md', page('Suchen'), 1000);
	const [first] = await files.all();
	wait(2000);
	const [second] = await files.all();
	write('de/reading/finding.md', page('Finden'), 2000);
	wait(2000);

	const [third] = await files.all();

	expect(second).toBe(first);
	expect(third).toMatchObject({ language: 'de', chapter: 'reading', name: 'finding', title: 'Finden' });
});

test('the folder is looked at once a second, however many ask', async () => {
	const { files, write, wait } = createFolder();
	write('de/reading/finding.md', page('Suchen'), 1000);
	const together = await Promise.all([files.all(), files.all()]);
	write('de/reading/asking.md', page('Fragen'), 1000);

	const soon = await files.all();
	wait(1001);
	const later = await files.all();

	expect(together[1]).toBe(together[0]);
	expect(soon).toHaveLength(1);
	expect(later).toHaveLength(2);
});

test('a faulty file is left out and named in the log, once', async () => {
	const { files, write, logged, wait } = createFolder();
	write('de/reading/finding.md', page('Suchen'), 1000);
	write('de/reading/broken.md', 'no front matter', 1000);
	await files.all();
	wait(2000);

	const all = await files.all();

	expect(all.map(({ name }) => name)).toEqual(['finding']);
	expect(logged).toEqual(['content/handbook/de/reading/broken.md cannot be read.']);
});

test('what is no page of a chapter is not looked at', async () => {
	const { files, write, logged } = createFolder();
	write('README.md', 'x', 1000);
	write('de/loose.md', 'x', 1000);
	write('de/reading/deeper/page.md', 'x', 1000);
	write('de/reading/picture.png', 'x', 1000);

	await expect(files.all()).resolves.toEqual([]);
	expect(logged).toEqual([]);
});

test('an installation without a handbook has no pages', async () => {
	const files = createHandbookFiles(join(temporaryFolder(), 'handbook'), { error: () => undefined });

	await expect(files.all()).resolves.toEqual([]);
});

function createFolder() {
	const folder = temporaryFolder();
	const logged: string[] = [];
	let now = 0;
	const log = { error: (message: string) => void logged.push(message) };
	const files = createHandbookFiles(folder, log, () => now);
	return {
		files,
		logged,
		wait: (milliseconds: number) => (now += milliseconds),
		write(path: string, text: string, time: number) {
			mkdirSync(dirname(join(folder, path)), { recursive: true });
			writeFileSync(join(folder, path), text);
			utimesSync(join(folder, path), time, time);
		},
	};
}

function page(title: string): string {
	return `---\ntitle: ${title}\norder: 1\naudience: reader\n---\nText`;
}

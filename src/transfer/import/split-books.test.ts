import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../../test/harness/test-app.ts';
import { onePixel } from '../../../test/harness/zip-file.ts';
import { stageSource } from './stage-source.ts';

/** As BookStack writes a book as Markdown: book, chapters and pages all with one sign. */
const book = `# Haus & Garten

Was im Haus gilt.

# Übersicht

![Plan](bilder/plan.png) und [Notiz](notiz.md)

---

## Abschnitt

# Aufnahme

# Antrag

\`\`\`sh
# kein Titel
\`\`\`

# .en

Letzte Seite`;

async function stage(files: Readonly<Record<string, string | Buffer>>, splitBooks: boolean) {
	const folder = temporaryFolder();
	const [sourceFolder, targetFolder] = [join(folder, 'source'), join(folder, 'texts')];
	for (const [path, content] of Object.entries(files)) {
		mkdirSync(join(sourceFolder, dirname(path)), { recursive: true });
		writeFileSync(join(sourceFolder, path), content);
	}
	const options = { sourceFolder, targetFolder, signal: new AbortController().signal };
	const staged = await stageSource({ ...options, splitBooks });
	const text = (path: string) => readFileSync(join(targetFolder, path), 'utf8');
	return { ...staged, text, paths: [...staged.texts.keys()] };
}

const files = {
	'handbuch.md': book,
	'notiz.md': '# Notiz\n\nSiehe [Handbuch](handbuch.md).\n\n# Noch etwas\n',
	'bilder/plan.png': onePixel,
};

test('a book that is one file stays one text unless somebody wants it split', async () => {
	const { books, paths, text } = await stage(files, false);

	expect(books).toBe(1);
	expect(paths).toEqual(['handbuch.md', 'notiz.md']);
	expect(text('handbuch.md')).toContain('# Übersicht');
});

test('split, each part is a text in the collection of its book and chapter', async () => {
	const { books, paths, text, texts, leftOut } = await stage(files, true);

	expect(books).toBe(1);
	expect(paths).toEqual([
		'notiz.md',
		'Haus & Garten/Haus & Garten.md',
		'Haus & Garten/Übersicht.md',
		'Haus & Garten/Aufnahme/Antrag.md',
		'Haus & Garten/Aufnahme/en.md',
	]);
	expect([...texts.values()].map(({ source, title }) => [source, title])).toContainEqual([
		'handbuch.md',
		'.en',
	]);
	expect(text('Haus & Garten/Aufnahme/_collection.yaml')).toContain('title: Aufnahme');
	expect(text('Haus & Garten/Haus & Garten.md')).toContain('Was im Haus gilt.');
	expect(text('Haus & Garten/Aufnahme/Antrag.md')).toContain('# kein Titel');
	expect(leftOut).toEqual([]);
});

test('links and pictures of the parts, and links to the book, lead where they led', async () => {
	const { text } = await stage(files, true);

	expect(text('Haus & Garten/Übersicht.md')).toContain(
		'![Plan](../bilder/plan.png) und [Notiz](../notiz.md)',
	);
	expect(text('notiz.md')).toContain('[Handbuch](Haus%20%26%20Garten/Haus%20%26%20Garten.md)');
});

test('a line across at the beginning of a part is no head, and a book may be larger than a text', async () => {
	const page = `---\n\n${'Wort '.repeat(90_000)}`;
	const large = ['Buch', 'Eins', 'Zwei', 'Drei'].map((title) => `# ${title}\n${page}`).join('\n');

	const whole = await stage({ 'a.md': large }, false);
	const split = await stage({ 'a.md': large }, true);

	expect(whole.leftOut).toMatchObject([{ note: { code: 'error.import.tooLarge' } }]);
	expect(split.paths).toHaveLength(4);
	expect(split.leftOut).toEqual([]);
});

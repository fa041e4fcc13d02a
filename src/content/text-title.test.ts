import { expect, test } from 'vitest';
import { textTitle } from './text-title.ts';

const titleOf = (name: string, text: string) => textTitle(name, Buffer.from(text));

test.each([
	['a.md', '---\ntitle: "Kassenbuch führen"\n---\n# Anderes', 'Kassenbuch führen'],
	['a.md', 'Vorweg\n\n## Kassenbuch **führen** ##\n', 'Kassenbuch **führen**'],
	['a.TXT', '\n\n  Kassenbuch\tführen \r\nzweite Zeile', 'Kassenbuch führen'],
	['a.html', '<html><TITLE lang="de">Kasse &amp; Buch\n</TITLE>', 'Kasse & Buch'],
	['a.txt', `Kas\u202Esen\u0007buch`, 'Kas sen buch'],
])('%s is found by its own title', (name, text, title) => {
	expect(titleOf(name, text)).toBe(title);
});

test.each([
	['a.pdf', '%PDF-1.7 title'],
	['a.txt', 'PK\0\0zip'],
	['a', 'Kassenbuch'],
	['a.html', '<p>kein Titel</p>'],
	['a.txt', ''],
])('%s has no title of its own', (name, text) => {
	expect(titleOf(name, text)).toBe('');
});

test('a title is no longer than a line', () => {
	expect(titleOf('a.txt', 'x'.repeat(4100))).toHaveLength(80);
});

test('hostile beginnings are read in no time', () => {
	const start = process.cpuUsage();

	for (const text of ['<title'.repeat(700), `---\n${'a: b\n'.repeat(800)}`, `# ${' #'.repeat(2000)}x`]) {
		titleOf('a.md', text);
		titleOf('a.html', text);
	}

	expect(process.cpuUsage(start).user / 1000).toBeLessThan(200);
});

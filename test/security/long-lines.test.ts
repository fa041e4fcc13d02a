import { expect, test } from 'vitest';
import { externalLinks } from '../../plugins/documents/link-check/external-links.ts';
import { splitLessons } from '../../plugins/training/import/split-lessons.ts';
import { readCaptions } from '../../plugins/training/media/web-vtt.ts';
import { readQuiz } from '../../plugins/training/quiz/read-quiz.ts';
import { pageWithRunTime } from '../../plugins/training/scorm/page-with-run-time.ts';
import { parseContentFile } from '../../src/content/transfer/markdown-file.ts';
import type { Surroundings } from '../../src/transfer/convert/converted-text.ts';
import { convertMarkdown } from '../../src/transfer/convert/convert-markdown.ts';
import { compareTexts } from '../../src/workbench/comparison/compare-texts.ts';
import { toDifferenceHtml } from '../../src/workbench/comparison/difference-html.ts';
import { pairSections } from '../../src/workbench/comparison/sections.ts';

const blanks = ' '.repeat(100_000);
const otherLine = '\u2028';
const runTime = {
	scriptUrl: '/run-time.js',
	start: { version: '1.2', values: {}, launchId: 'x', hubOrigin: null },
} as const;
const nowhere: Surroundings = {
	resolve: () => ({ kind: 'nowhere' }),
	keepImage: () => null,
	note: () => undefined,
};
const unspoken = { language: 'de', addedStart: '', addedEnd: '', removedStart: '', removedEnd: '' };

/** Read in the process that answers everybody: what is written may be long, but not hold up others. */
const readings: readonly (readonly [string, () => unknown])[] = [
	['a heading of a quiz', () => readQuiz(`# ${blanks}${otherLine}#`)],
	['a box of a quiz', () => readQuiz(`## F\n[x] ${blanks}${otherLine}`)],
	['a step of a quiz', () => readQuiz(`## F\n1. ${blanks}${otherLine}`)],
	['a point of a quiz', () => readQuiz(`## F\n- a${blanks}b`)],
	['a property of a quiz', () => readQuiz(`## F\nPunkte:${blanks}${otherLine}`)],
	['the text of a question', () => readQuiz(`## F\n${blanks}a${blanks}b`)],
	['a list in a question', () => readQuiz(`## F\n- [x] a\n${'1. b\n'.repeat(75_000)}`)],
	['a heading of a lesson', () => splitLessons(`# ${blanks}${otherLine}#`, 'Kurs')],
	['a heading of a text', () => parseContentFile(`# ${blanks}${otherLine}#`, 'text')],
	['a heading of a text from elsewhere', () => convertMarkdown(`# a${blanks}b`, nowhere)],
	['blanks before a text from elsewhere', () => convertMarkdown(`${blanks}${blanks}a`, nowhere)],
	['brackets in a heading of a lesson', () => splitLessons(`# ${'['.repeat(200_000)}`, 'Kurs')],
	['captions without an end', () => readAnyway(`00:01.000 --> 00:02.000\n${'<v.<'.repeat(50_000)}`)],
	['many notes in captions', () => readAnyway('NOTE\n\n'.repeat(150_000))],
	['a page of a package', () => pageWithRunTime(Buffer.from('<head\t'.repeat(50_000)), 'text/html', runTime)],
	['addresses that end in brackets', () => externalLinks(`https://a.de/${')'.repeat(1900)} `.repeat(500))],
	['code that is never closed', () => externalLinks(`\`\`\`${otherLine}`.repeat(250_000))],
	['blank lines that were put in', () => differenceOf('x', `x${otherLine.repeat(120_000)}y`)],
	['parts of two languages', () => pairSections(`${otherLine}[`.repeat(150_000), 'a')],
];

function readAnyway(captions: string): void {
	expect(() => readCaptions(`WEBVTT\n\n${captions}`)).toThrow();
}

function differenceOf(before: string, after: string): readonly string[] {
	const { rows } = compareTexts(before, after);
	return rows.map((row) => (row.kind === 'skipped' ? '' : toDifferenceHtml(row.parts, unspoken)));
}

test.each(readings)('%s: as long as it gets, it is read at once', (_, read) => {
	const start = performance.now();
	read();

	expect(performance.now() - start).toBeLessThan(2000);
});

test('a line that another program ended in its own way is one line still', () => {
	const { quiz, faults } = readQuiz(`## Frage\n- [x] Ja,${otherLine}immer\n- [ ] Nein`);

	expect(faults).toEqual([]);
	expect(quiz.groups[0]?.questions[0]).toMatchObject({ choices: [{ text: `Ja,${otherLine}immer` }, {}] });
});

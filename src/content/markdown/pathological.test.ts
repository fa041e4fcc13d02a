import { afterAll, expect, test } from 'vitest';
import { createMarkdownRenderer } from './render-in-process.ts';
import { renderMarkdown } from './render.ts';

// Shorter than in use, for the sake of who waits for the tests.
const renderer = createMarkdownRenderer({ timeoutMs: 1000 });
const patientRenderer = createMarkdownRenderer({ timeoutMs: 20_000 });

afterAll(async () => {
	await renderer.close();
	await patientRenderer.close();
});

const megabyte = 1_000_000;

function filledWith(part: string): string {
	return part.repeat(Math.floor(megabyte / part.length));
}

/** Each of these made some Markdown renderer of the last years slow, deep or fat. */
const texts: Readonly<Record<string, string>> = {
	'opening brackets': filledWith('['),
	'closing brackets': filledWith(']'),
	'opening pictures': filledWith('!['),
	'nested pictures': `${'!['.repeat(70_000)}a${'](/files/a)'.repeat(70_000)}`,
	'nested links': `${'['.repeat(100_000)}a${'](/b)'.repeat(100_000)}`,
	'unclosed links': filledWith('[a]('),
	'unclosed titles': filledWith('[a](/b "'),
	'unclosed addresses': filledWith(']( <'),
	'parentheses in an address': `[a](${filledWith('(')})`,
	'100,000 nested quotes': `${'>'.repeat(100_000)}a`,
	'100,000 nested lists': `${'- '.repeat(100_000)}a`,
	'a staircase of lists': Array.from({ length: 1000 }, (_, depth) => `${' '.repeat(depth)}- a`).join('\n'),
	'quotes and lists in turn': filledWith('> - '),
	'50,000 pairs of strong marks': '**a'.repeat(50_000),
	'emphasis in emphasis': `${'*'.repeat(400_000)}a${'*'.repeat(400_000)}`,
	'emphasis that never closes': filledWith('*a **b '),
	'emphasis of two kinds': filledWith('*a_ '),
	strikethrough: filledWith('~~a'),
	'a wide table': `|${'a|'.repeat(100_000)}\n|${'-|'.repeat(100_000)}\n|b|`,
	'a long table': `|a|b|c|\n|-|-|-|\n${'|1|2|3|\n'.repeat(100_000)}`,
	'a table that is filled up': `|${'a|'.repeat(10_000)}\n|${'-|'.repeat(10_000)}\n${'|\n'.repeat(100_000)}`,
	'100,000 mentions of one footnote': `${'[^1]'.repeat(100_000)}\n\n[^1]: a`,
	'many footnotes': Array.from({ length: 40_000 }, (_, number) => `[^${number}]\n\n[^${number}]: a\n\n`).join(''),
	'unclosed footnotes': `[^1]: a\n\n${filledWith('[^').slice(100)}`,
	'footnotes in footnotes': '[^a]: '.repeat(100_000),
	'inline footnotes': filledWith('^['),
	'backticks of growing length': Array.from({ length: 1300 }, (_, length) => '`'.repeat(length)).join(' '),
	entities: filledWith('&#x'),
	'opening tags': filledWith('<a '),
	addresses: filledWith('http://'),
	'mail addresses': filledWith('a@b.de '),
	'nested notes': filledWith('::: note\n'),
	'empty notes': filledWith('::: note\n:::\n'),
	'one long address, mentioned often': `[a]: <${'/x'.repeat(240_000)}>\n\n${'[a] '.repeat(120_000)}`,
	'one long title, mentioned often': `[a]: /x "${'y'.repeat(480_000)}"\n\n${'[a] '.repeat(120_000)}`,
	headings: filledWith('# a\n'),
	tasks: filledWith('- [ ] a\n'),
	definitions: filledWith('a\n\n: b\n\n'),
	paragraphs: filledWith('a\n\n'),
	'opening braces': filledWith('{{'),
	placeholders: filledWith('{{a}}'),
	'item links': filledWith('[a](/i/1)'),
	'unclosed item links': filledWith('[[a|'),
	NUL: filledWith('\0'),
	backslashes: filledWith('\\'),
	'two megabytes': 'a'.repeat(2 * megabyte),
};

test.each(Object.entries(texts))(
	'%s: rendered in time or refused',
	async (_name, source) => {
		const outcome = await renderer.render(source).then(
			() => 'rendered',
			(error: unknown) => error,
		);

		if (outcome !== 'rendered') expect(outcome).toMatchObject({ code: 'content.tooComplex' });
	},
	30_000,
);

test('after all of them the renderer renders', async () => {
	expect((await renderer.render('danach')).text).toBe('danach');
}, 30_000);

test('a long text of the usual kind is rendered', async () => {
	const chapter =
		'## Kapitel\n\nEin Absatz mit *Betonung*, [Link](/a) und „Zitat“. Noch ein Satz, damit es mehr wird.\n\n' +
		'- Punkt\n- Punkt\n\n| a | b |\n|-|-|\n| 1 | 2 |\n\n';

	const { headings } = await patientRenderer.render(chapter.repeat(2000));

	expect(headings).toHaveLength(2000);
}, 30_000);

test.each([
	['nested pictures', texts['nested pictures'] ?? ''],
	['100,000 nested quotes', texts['100,000 nested quotes'] ?? ''],
])('%s do not break the stack outside of the thread either', (_name, source) => {
	let outcome: unknown = 'rendered';
	try {
		renderMarkdown(source);
	} catch (error) {
		outcome = error;
	}

	if (outcome !== 'rendered') expect(outcome).toMatchObject({ code: 'content.tooComplex' });
});

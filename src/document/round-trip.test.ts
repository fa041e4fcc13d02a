import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import type { Node } from 'prosemirror-model';
import { expect, test } from 'vitest';
import { documentSchema } from './document-schema.ts';
import { openMarkdown } from './markdown-document.ts';
import { checkRoundTrip } from './round-trip.ts';
import { hostilePlaces, hostileTexts } from '../content/markdown/hostile-texts.ts';
import { parseContentFile } from '../content/transfer/markdown-file.ts';

const content = fileURLToPath(new URL('../../content', import.meta.url));
const files = readdirSync(content, { recursive: true, encoding: 'utf8' }).filter((file) =>
	file.endsWith('.md'),
);

test.each(files)('%s comes back as it was, and has no block that only Markdown can change', (file) => {
	const { body } = parseContentFile(readFileSync(join(content, file), 'utf8'), file);

	expect(checkRoundTrip(body)).toMatchObject({ isKept: true, isSame: true, rawBlocks: 0, difference: null });
});

const constructs = {
	'notes with several paragraphs': 'Text[^1] und noch einmal[^1].\n\n[^1]: Erstens.\n\n    Zweitens.\n',
	'a note in a note': 'Text[^a]\n\n[^a]: Siehe [^b].\n\n[^b]: Ende.',
	definitions: 'Begriff\n: Erklärung\n\n: zweite\n\nNoch einer\n:   mit\n\n    zwei Absätzen',
	'boxes in boxes': ':::: warning Titel **fett**\n- a\n- b\n\n::: note\nText\n:::\n::::',
	'a box without text': '::: tip\n:::',
	'items, placeholders, embedded items':
		'[[procedure/x|Text]] und [[procedure/y]] {{organisation.phone}} [Teil](item:procedure/x#h-a)\n\n![[procedure/z]]',
	'links with definitions': 'Siehe [hier][a] und [b].\n\n[a]: https://a.example "Titel"\n[b]: /i/x',
	'definitions inside a list': '- [x]: https://a.example\n\nSiehe [x].',
	addresses: 'https://a.example/x_y_z und <https://b.example> und a@b.example und <c@d.example>',
	escapes:
		'1\\. kein Punkt\n\n\\# kein Titel\n\n\\*x\\* a_b_c \\_d\\_ 2 \\* 3 \\[x](y) \\`z\\` \\~~a~~ &amp;amp; \\<b>',
	'code in many ways': '`` a`b `` ` ` ```` ``` ````\n\n````js\n```\n````\n\n    eingerückt\n\n    weiter',
	'deep and loose lists':
		'1. a\n\n   b\n\n       code\n2. c\n   - d\n     - [ ] e\n     - [x] f\n\n   > g\n7) h\n8) i',
	'two lists in a row': '- a\n- b\n\n* c\n* d\n\n1. e\n\n1) f',
	'a list item that begins with a block': '- > Zitat\n- ## Titel\n- ```\n  code\n  ```\n-\n- Text',
	'cells with everything':
		'| a | b \\| c |\n|:-:|--:|\n| `x \\| y` | **z** [l](https://a.example) |\n|  | \\\\ |',
	'a table without a row': '| nur | Kopf |\n|---|---|',
	emphasis: '**„Wort“**weiter und *a*b ***c** d* ~~e~~ **f*g*h** _i_ **j**k',
	breaks: 'a  \nb\\\nc\nd',
	'a title with signs at its end': '## C\\# \\##\n\nSetext\n===\n\n# Eins',
	images:
		'![Alt *betont*](/files/1/a.png "T") [![x](/files/2/b.png)](https://a.example) ![fremd](https://b.example/c.png)',
	html: 'a <b>x</b> <!-- y --> &lt;i&gt; &copy; &#35;',
	rules: 'a\n\n---\n\n***\n\nb',
	'what has no meaning': '[^fehlt] [leer]() [[ ]] {{ }} ::: ungenannt\n\n:::\n\n::: danger\nx\n:::',
	'an open box': '::: note\nohne Ende',
	'windows lines': 'a\r\n\r\n- b\r\n- c\r\n',
	'leading blank lines': '\n\n\n# a\n\n\n\nb\n\n\n',
} as const;

test.each(Object.entries(constructs))('%s come back as they were', (_, markdown) => {
	expect(checkRoundTrip(markdown)).toMatchObject({ isKept: true, isSame: true, difference: null });
});

test('what attacks the page comes back as it was', () => {
	const failed = hostileTexts.flatMap((text) =>
		hostilePlaces
			.map((place) => place(text).toWellFormed())
			.filter((markdown) => {
				const { isKept, isSame } = checkRoundTrip(markdown);
				return !isKept || !isSame;
			}),
	);

	expect(failed).toEqual([]);
});

test('any text at all comes back as it was', () => {
	const signs = Array.from('*_`~[]()<>!#-+.:|\\&{}^=12ab „“\n\n\n  \t');
	const pieces = [...signs, '\n- ', '\n1. ', '\n> ', '\n::: note\n', '\n:::\n', '[^1]', '\n[^1]: '];
	const markdown = fc.array(fc.constantFrom(...pieces), { maxLength: 40 }).map((parts) => parts.join(''));

	fc.assert(
		fc.property(markdown, (text) => {
			const { isKept, isSame } = checkRoundTrip(text);
			return isKept && isSame;
		}),
		{ numRuns: 2000 },
	);
});

test('changing one block leaves the others as they were written', () => {
	const markdown = '# Eins\n\n\n* alt\n* geschrieben\n\nHier *steht* [etwas][a].\n\n[a]: https://a.example\n';
	const document = openMarkdown(markdown);
	const { nodes } = documentSchema;

	const changed = replaceChild(
		document.node,
		0,
		nodes.heading.create({ level: 1 }, documentSchema.text('Zwei')),
	);

	expect(document.write(changed)).toBe(markdown.replace('Eins', 'Zwei'));
});

test('a block that was changed and changed back is written as it was read', () => {
	const markdown = 'Ein\numbrochener\nAbsatz.\n\nEnde.';
	const document = openMarkdown(markdown);
	const { firstChild: first, lastChild: second } = document.node;
	if (!first || !second) throw new Error('The text has two blocks.');
	const copied = documentSchema.nodes.doc.create(null, [first.type.create(null, first.content), second]);

	expect(document.write(copied)).toBe(markdown);
});

test('what someone writes in the editor means the same as Markdown', () => {
	const words = fc.stringMatching(/^[a-zäöüß1.,;:!?„“"'()*_`~[\]<>#+|\\&{}^=/@ -]{1,14}$/);
	const { nodes, marks } = documentSchema;
	const run = fc
		.tuple(words, fc.subarray([marks.strong.create(), marks.em.create(), marks.strike.create()]))
		.map(([text, chosen]) => documentSchema.text(text, chosen));
	const paragraph = fc
		.array(run, { minLength: 1, maxLength: 4 })
		.map((content) => nodes.paragraph.create(null, content));
	const list = fc.array(paragraph, { minLength: 1, maxLength: 3 }).map((items) =>
		nodes.bullet_list.create(
			null,
			items.map((item) => nodes.list_item.create(null, item)),
		),
	);
	const block = fc.oneof(paragraph, list);
	const lost: string[] = [];

	fc.assert(
		fc.property(fc.array(block, { minLength: 1, maxLength: 4 }), (blocks) => {
			const document = nodes.doc.create(null, blocks);
			const markdown = openMarkdown('').write(document);
			const read = openMarkdown(markdown).node;
			if (wordsOf(read) !== wordsOf(document)) lost.push(markdown);
			return wordsOf(read) === wordsOf(document);
		}),
		{ numRuns: 2000 },
	);

	expect(lost).toEqual([]);
});

/** Words and what is emphasised, without blanks that Markdown cannot hold. */
function wordsOf(document: Node): string {
	const parts: string[] = [];
	document.descendants((node) => {
		if (node.isTextblock) parts.push('\n');
		for (const sign of node.isText ? [...(node.text ?? '')] : []) {
			if (/\S/.test(sign)) parts.push(`${sign}${node.marks.map(({ type }) => type.name).join('+')}`);
		}
	});
	return parts
		.join(' ')
		.replace(/(?:\n\s*)+/g, '\n')
		.trim();
}

function replaceChild(document: Node, index: number, child: Node): Node {
	return document.copy(document.content.replaceChild(index, child));
}

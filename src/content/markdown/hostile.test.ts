import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { escapeHtml } from './escape.ts';
import { fillSlots } from './fill-slots.ts';
import { hostilePlaces, hostileTexts } from './hostile-texts.ts';
import { htmlViolations } from './html-violations.ts';
import { renderMarkdown } from './render.ts';
import { sanitise } from './sanitise.ts';
import type { Slot } from './slots.ts';

/** Fills slots the way pages do. */
function fill(slot: Slot): string {
	switch (slot.kind) {
		case 'placeholder':
			return escapeHtml(slot.name);
		case 'itemLink':
			return `<a href="/i/${slot.reference}${slot.fragment ? `#${slot.fragment}` : ''}">${escapeHtml(slot.label ?? 'x')}</a>`;
		case 'itemEmbed':
			return `<aside>${escapeHtml(slot.reference)}</aside>`;
	}
}

function filled(source: string): string {
	return fillSlots(renderMarkdown(source), fill);
}

test('the collection is large', () => {
	expect(new Set(hostileTexts).size).toBeGreaterThan(150);
});

test.each(hostileTexts.map((text) => [JSON.stringify(text), text]))('%s does no harm anywhere', (_name, text) => {
	for (const place of hostilePlaces) {
		const source = place(text);
		expect({ source, violations: htmlViolations(filled(source)) }).toEqual({ source, violations: [] });
	}
});

test.each(hostileTexts.map((text) => [JSON.stringify(text), text]))('%s as HTML is sanitised', (_name, text) => {
	const html = `<p title="${text}">${text}</p><a href="${text}">x</a><img src="${text}"><input type="${text}">`;

	expect(htmlViolations(sanitise(html)).filter((violation) => !violation.startsWith('external link'))).toEqual([]);
});

test('plain paragraphs are what the sanitiser makes of them, though it does not read them', () => {
	fc.assert(
		fc.property(fc.array(fc.string({ unit: 'binary' })), (texts) => {
			const html = texts.map((text) => `<p>${text}</p>`).join('\n');

			expect(`<hr />${sanitise(html)}`).toBe(sanitise(`<hr />${html}`));
		}),
		{ examples: hostileTexts.map((text): [string[]] => [['Guten Tag', text]]), numRuns: 1000 },
	);
});

test('the inspection sees what it is for', () => {
	const bad: readonly string[] = [
		'<script>x</script>',
		'<p onclick="x">y</p>',
		'<p style="x">y</p>',
		'<a href="javascript:x">y</a>',
		'<a href=" java\nscript:x">y</a>',
		'<a href="//a.example">y</a>',
		'<a href="/\\a.example">y</a>',
		'<a href="https://a.example">y</a>',
		'<a href="data:text/html,x">y</a>',
		'<a href="x"><a href="#">y</a></a>',
		'<img src="/files/../x">',
		'<img src="https://a.example/files/x">',
		'<h2 id="main">y</h2>',
		'<p class="x">y</p>',
		'<input type="text" disabled>',
		'<input type="checkbox">',
		'<!-- x -->',
		'<?x?>',
	];

	expect(bad.filter((html) => htmlViolations(html).length === 0)).toEqual([]);
});

describe('slots cannot be forged', () => {
	const mark = /\uE000([0-9a-f]+)\.\d+\uE001/;

	test('by a mark in the text', () => {
		const { segments, slots } = renderMarkdown(`\uE000${'0'.repeat(32)}.0\uE001 {{a}} \uE0000\uE001`);

		expect(slots).toEqual([{ kind: 'placeholder', name: 'a' }]);
		expect(segments).toEqual([`<p>\uE000${'0'.repeat(32)}.0\uE001 `, ' \uE0000\uE001</p>\n']);
	});

	test('and no mark of ours is left in what is stored', () => {
		const { segments, text, headings } = renderMarkdown('# {{a}}\n\n[[b|c]] ![{{d}}](/files/1.png)\n\n![[e]]');

		expect([...segments, text, JSON.stringify(headings)].filter((part) => mark.test(part))).toEqual([]);
	});
});

test('what looks like a tag stays readable', () => {
	expect(filled('Schreiben Sie <name@example.org> oder <Name>, 1 < 2 && 3 > 2')).toBe(
		'<p>Schreiben Sie <a href="mailto:name@example.org">name@example.org</a> oder &lt;Name&gt;, 1 &lt; 2 &amp;&amp; 3 &gt; 2</p>\n',
	);
});

const syntax = fc.constantFrom(
	...['\n', '\n\n', ' ', '    ', '\t', '# ', '## ', '> ', '- ', '1. ', '- [ ] ', '- [x] ', '| a | b |\n|-|-|\n', '|', '---\n'],
	...['**', '*', '_', '~~', '`', '```', '```js\n', '[', ']', '](', ')', '![', '[[', ']]', '![[', '|', '{{', '}}', '{{a.b}}'],
	...['[[a|b]]', '(item:a)', '(/i/1)', '(/files/1.png)', '(https://a.example "t")', '<', '>', '"', "'", '&', '&lt;', '&#x22;'],
	...['\\', ':', ': ', '::: note ', ':::\n', '[^1]', '[^1]: ', '[a]: ', 'https://a.example/', 'b@c.de', 'javascript:', '\0'],
	...['\uE000', '\uE001', '<script>', '</script>', '<a href=x>', ' onerror=', 'ä', '😀', '\uD800', '\u202E', '='],
);

const anyText = fc.oneof(
	fc.string({ unit: 'binary' }),
	fc.array(fc.oneof({ weight: 4, arbitrary: syntax }, fc.string({ maxLength: 5 })), { maxLength: 60 }).map((parts) => parts.join('')),
);

test('any text at all is rendered to allowed HTML or refused', () => {
	fc.assert(
		fc.property(anyText, (source) => {
			expect(rendering(source)).toEqual([]);
		}),
		{ numRuns: 3000 },
	);
});

test('any text at all has one segment more than slots and one id per heading', () => {
	fc.assert(
		fc.property(anyText, (source) => {
			const { segments, slots, headings } = renderMarkdown(source);
			expect(segments).toHaveLength(slots.length + 1);
			expect(new Set(headings.map(({ id }) => id)).size).toBe(headings.length);
		}),
		{ numRuns: 1000 },
	);
});

function rendering(source: string): string[] {
	try {
		return htmlViolations(filled(source));
	} catch (error) {
		expect(error).toMatchObject({ code: 'content.tooComplex' });
		return [];
	}
}

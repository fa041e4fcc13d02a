import { describe, expect, test } from 'vitest';
import { escapeHtml } from '../markdown/escape.ts';
import { renderMarkdown } from '../markdown/render.ts';
import { fillSections } from './fill-sections.ts';
import { parseMark, writeMark } from './placeholder-mark.ts';
import { textOf, type PlaceholderValue, type PlaceholderValues } from './placeholder-values.ts';
import { readDay, shiftDay } from './shift-day.ts';

const text = (words: string): PlaceholderValue => ({ kind: 'text', text: words });
const site = (name: string): PlaceholderValues =>
	new Map([
		['name', text(name)],
		['address', text(`${name} 1\nOrt`)],
	]);
const values: PlaceholderValues = new Map<string, PlaceholderValue>([
	['organisation.name', text('Lebenswege <b>Nord</b>')],
	['organisation.bank', text('Sparkasse\nIBAN')],
	['ask.kind', text('Neuantrag')],
	['ask.nothing', text('')],
	['today', { kind: 'day', day: '2026-01-31' }],
	['organisation.sites', { kind: 'list', entries: [site('Haus A'), site('Haus B')] }],
]);

function filled(markdown: string): string {
	return fillSections(renderMarkdown(markdown), {
		language: 'de',
		values,
		fill(slot, scopes) {
			const mark = slot.kind === 'placeholder' ? parseMark(slot.name) : null;
			const found = mark?.kind === 'value' ? textOf(mark, scopes, 'de') : null;
			return found === null ? '<i>fehlt</i>' : escapeHtml(found);
		},
	}).replace(/\n/g, '');
}

describe('a placeholder', () => {
	test.each([
		['organisation.phone', 'organisation.phone'],
		['today + 14 days', 'today + 14 days'],
		['today+1month', 'today + 1 month'],
		['ask.start – 2 weeks + 1 day', 'ask.start - 2 weeks + 1 day'],
		['#if organisation.fax', '#if organisation.fax'],
		['#if ask.kind = „Neuantrag“', '#if ask.kind = "Neuantrag"'],
		["#unless ask.kind == 'Neuantrag'", '#unless ask.kind = "Neuantrag"'],
		['#each organisation.sites', '#each organisation.sites'],
		['/ if', '/if'],
	])('%s is understood', (written, normal) => {
		const mark = parseMark(written);

		expect(mark && writeMark(mark)).toBe(normal);
	});

	test.each([
		'constructor.constructor("return 1")()',
		'a.b | safe',
		'#if',
		'#each a = "b"',
		'#with a',
		'today * 2 days',
		'today + 99999 days',
		'a b',
		'../x',
		'__proto__',
	])('%s is none, and stays text', (written) => {
		expect(parseMark(written)).toBeNull();
	});

	test('of an inherited name has no value', () => {
		expect(filled('{{constructor}} {{toString}} {{hasOwnProperty.call}}')).toBe(
			'<p><i>fehlt</i> <i>fehlt</i> <i>fehlt</i></p>',
		);
	});

	test('is filled with text, whatever the text looks like', () => {
		expect(filled('{{organisation.name}}')).toBe('<p>Lebenswege &lt;b&gt;Nord&lt;/b&gt;</p>');
	});

	test('that was left empty on purpose is empty, and no condition holds of it', () => {
		expect(filled('[{{ask.nothing}}]{{#if ask.nothing}}ja{{/if}}')).toBe('<p>[]</p>');
	});
});

describe('a day', () => {
	test.each([
		['2026-11-22', 14, 'day', '2026-12-06'],
		['2026-01-31', 1, 'month', '2026-02-28'],
		['2028-01-31', 1, 'month', '2028-02-29'],
		['2028-02-29', 1, 'year', '2029-02-28'],
		['2026-01-15', -1, 'month', '2025-12-15'],
		['2026-03-28', 1, 'day', '2026-03-29'],
		['2026-10-24', 2, 'week', '2026-11-07'],
	] as const)('%s and %i %s is %s', (day, amount, unit, then) => {
		expect(shiftDay(day, [{ amount, unit }])).toBe(then);
	});

	test.each(['2026-02-30', '2026-13-01', 'morgen', '', '9999-12-31'])('%s is none', (day) => {
		expect(shiftDay(day, [])).toBeNull();
	});

	test.each([
		['22.11.2026', '2026-11-22'],
		['1. 2. 2026', '2026-02-01'],
		['1.2.2026', '2026-02-01'],
		['31.2.2026', null],
		[' 2026-02-01 ', '2026-02-01'],
	])('%s is read as %s', (typed, day) => {
		expect(readDay(typed)).toBe(day);
	});

	test('is written as people in Germany write it, in German', () => {
		expect(filled('{{today}}, {{today + 1 month}}')).toBe('<p>31. Januar 2026, 28. Februar 2026</p>');
	});
});

describe('a section', () => {
	test.each([
		['holds', '{{#if organisation.name}}ja{{/if}}!', '<p>ja!</p>'],
		['does not hold', 'a{{#if organisation.fax}} Fax{{/if}}!', '<p>a!</p>'],
		['compares', '{{#if ask.kind = "neuantrag"}}neu{{/if}}{{#unless ask.kind = "neuantrag"}}alt{{/unless}}', '<p>neu</p>'],
		['leaves no empty paragraph', 'a\n\n{{#if organisation.fax}}Fax{{/if}}\n\nb', '<p>a</p><p>b</p>'],
		['leaves no empty point', '- a\n- {{#if organisation.fax}}Fax{{/if}}', '<ul><li>a</li></ul>'],
		['around paragraphs', '{{#if organisation.fax}}\n\nFax\n\n## Mehr\n\n{{/if}}\n\nb', '<p>b</p>'],
		['behind a list', '{{#if organisation.name}}\n- a\n{{/if}}\nb', '<ul><li>a</li></ul><p>b</p>'],
		['repeats points', '{{#each organisation.sites}}\n- {{name}}\n{{/each}}', '<ul><li>Haus A</li><li>Haus B</li></ul>'],
		['repeats paragraphs', '{{#each organisation.sites}}\n\n{{name}}\n\n{{/each}}', '<p>Haus A</p><p>Haus B</p>'],
		['repeats words', '{{#each organisation.sites}}{{name}}; {{/each}}', '<p>Haus A; Haus B; </p>'],
		['repeats the lines of a text', '{{#each organisation.bank}}[{{item}}]{{/each}}', '<p>[Sparkasse][IBAN]</p>'],
		['of an empty list leaves nothing', '{{#each organisation.none}}\n- {{name}}\n{{/each}}\n\nb', '<p>b</p>'],
		[
			'repeats points in points',
			'{{#each organisation.sites}}\n- {{name}}\n  {{#each address}}\n  - {{item}}\n  {{/each}}\n{{/each}}',
			'<ul><li>Haus A<ul><li>Haus A 1</li><li>Ort</li></ul></li><li>Haus B<ul><li>Haus B 1</li><li>Ort</li></ul></li></ul>',
		],
		[
			'repeats words in points',
			'{{#each organisation.sites}}\n- {{name}}:{{#each address}} {{item}}{{/each}}\n{{/each}}',
			'<ul><li>Haus A: Haus A 1 Ort</li><li>Haus B: Haus B 1 Ort</li></ul>',
		],
		['in a section', '{{#if organisation.name}}{{#if organisation.fax}}x{{/if}}y{{/if}}', '<p>y</p>'],
	])('%s', (_, markdown, html) => {
		expect(filled(markdown)).toBe(html);
	});

	test.each([
		['without an end', '{{#if organisation.name}} a'],
		['without a beginning', 'a {{/if}}'],
		['with another end', '{{#if organisation.name}} a {{/each}}'],
		['that begins in one paragraph and ends in the next', 'a {{#if organisation.fax}} b\n\nc {{/if}} d'],
		['that ends outside of bold letters', '**a {{#if organisation.fax}} b** c {{/if}}'],
		['that ends outside of its list', '- a\n\n  {{#if organisation.fax}}\n\n{{/if}}'],
		['from one cell to the next', '| a | b |\n|---|---|\n| {{#if organisation.fax}} | {{/if}} |'],
	])('%s stays text, and the page whole', (_, markdown) => {
		const html = filled(markdown);

		expect(html).toMatch(/\{\{(?:#if organisation\.(?:name|fax)|\/(?:if|each))\}\}/);
		for (const tag of ['p', 'ul', 'li', 'strong', 'td', 'table'])
			expect(html.split(`<${tag}>`).length, tag).toBe(html.split(`</${tag}>`).length);
	});

	test('of a list in a list in a list stays text: a short text cannot become an endless page', () => {
		const sites = '{{#each organisation.sites}}';
		const html = filled(`${sites}${sites}${sites}x${'{{/each}}'.repeat(3)}`);

		expect(html.match(/x/g)?.length).toBe(4);
		expect(html).toContain(sites);
	});

	test('in code is code', () => {
		expect(filled('`{{#if a}}` {{#if organisation.fax}}b{{/if}}')).toBe('<p><code>{{#if a}}</code> </p>');
	});

	test('of thousands of entries stops where a page would have no end', () => {
		const many: PlaceholderValues = new Map([
			['list', { kind: 'list', entries: Array.from({ length: 10_000 }, () => site('x')) } as const],
		]);
		const rendition = renderMarkdown(`{{#each list}}\n\n${'{{name}} und noch viele Wörter mehr. '.repeat(400)}\n\n{{/each}}`);

		const html = fillSections(rendition, { language: 'de', values: many, fill: () => 'x'.repeat(100) });

		expect(html.length).toBeLessThan(3_000_000);
	});
});

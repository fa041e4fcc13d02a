import type { Token } from 'markdown-it';
import { expect, test } from 'vitest';
import { createParser } from './parser.ts';
import { markSlots } from './slots.ts';

const parser = createParser();

function tokensOf(source: string): Token[] {
	return parser.parse(source, {});
}

function htmlOf(tokens: Token[]): string {
	return parser.renderer.render(tokens, parser.options, {});
}

test('a mark of one rendering means nothing in the next', () => {
	const first = tokensOf('{{a}}');
	markSlots(first, 500);
	const [, seen = ''] = /<p>(.*)<\/p>/.exec(htmlOf(first)) ?? [];
	const second = tokensOf(`${seen} {{b}}`);

	const { segments, slots } = markSlots(second, 500).split(htmlOf(second));

	expect(seen).toMatch(/^\uE000[0-9a-f]{32}\.0\uE001$/);
	expect(slots).toEqual([{ kind: 'placeholder', name: 'b' }]);
	expect(segments).toEqual([`<p>${seen} `, '</p>\n']);
});

test('what sanitising took out is no slot any more', () => {
	const tokens = tokensOf('{{a}} {{b}}');
	const marked = markSlots(tokens, 500);

	const { segments, slots } = marked.split(htmlOf(tokens).replace(/\uE000[0-9a-f]+\.0\uE001/, ''));

	expect(slots).toEqual([{ kind: 'placeholder', name: 'b' }]);
	expect(segments).toEqual(['<p> ', '</p>\n']);
});

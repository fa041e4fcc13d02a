import { afterEach, beforeEach, expect, test } from 'vitest';
import { openTestIndex, type TestIndex } from './test-index.ts';

let index: TestIndex;
beforeEach(async () => {
	index = await openTestIndex();
});
afterEach(() => index.close());

async function excerptOf(text: string, query: string) {
	await index.add({ title: 'Seite', text });
	const { hits } = await index.query(query);
	const excerpt = hits[0]?.excerpt ?? { text: '', marks: [] };
	return {
		text: excerpt.text,
		marked: excerpt.marks.map(([start, end]) => excerpt.text.slice(start, end)),
	};
}

test('what stood apart is kept apart, unless a sentence ends there', async () => {
	const { text } = await excerptOf(
		'Wohngeld beantragen\nSie brauchen:\nden Antrag\nFertig.\nDanke',
		'Wohngeld',
	);

	expect(text).toBe('Wohngeld beantragen – Sie brauchen: den Antrag – Fertig. Danke');
});

test('an ellipsis says where the text goes on', async () => {
	const filler = 'viele andere Worte stehen hier '.repeat(20);

	const { text, marked } = await excerptOf(`${filler}der Wohngeldantrag ${filler}Ende.`, 'Wohngeldantrag');

	expect(text).toMatch(/^… .* …$/);
	expect(marked).toEqual(['Wohngeldantrag']);
});

test('the end of a text keeps its full stop and needs no ellipsis', async () => {
	const { text } = await excerptOf('Der Antrag auf Wohngeld.', 'Wohngeld');

	expect(text).toBe('Der Antrag auf Wohngeld.');
});

test('an empty text has no excerpt', async () => {
	await index.add({ title: 'Wohngeld', text: '' });

	const { hits } = await index.query('Wohngeld');

	expect(hits[0]?.excerpt).toEqual({ text: '', marks: [] });
});

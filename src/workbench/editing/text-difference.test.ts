import { expect, test } from 'vitest';
import { compareRevisions } from './compare-revisions.ts';
import { toDifferenceHtml } from './difference-html.ts';
import { compareTexts, isChanged } from './text-difference.ts';

test('changed words stand beside each other, the old before the new', () => {
	expect(compareTexts('Frist: zwei Wochen.', 'Frist: vier Wochen.')).toEqual([
		{ kind: 'same', text: 'Frist: ' },
		{ kind: 'removed', text: 'zwei' },
		{ kind: 'added', text: 'vier' },
		{ kind: 'same', text: ' Wochen.' },
	]);
});

test('neighbouring changed words are one change', () => {
	expect(compareTexts('noch am selben Tag senden', 'noch im gleichen Monat senden')).toEqual([
		{ kind: 'same', text: 'noch ' },
		{ kind: 'removed', text: 'am selben Tag' },
		{ kind: 'added', text: 'im gleichen Monat' },
		{ kind: 'same', text: ' senden' },
	]);
});

test.each([
	['', ''],
	['Größe', 'Groesse'],
	['a b\n\nc', 'a\n\nb c '],
	['# Über\n- x\n- y', '- y\n- x'],
])('both texts can be read off the difference of %j and %j', (before, after) => {
	const parts = compareTexts(before, after);
	const without = (kind: string) =>
		parts
			.filter((part) => part.kind !== kind)
			.map(({ text }) => text)
			.join('');

	expect(without('added')).toBe(before);
	expect(without('removed')).toBe(after);
	expect(isChanged(parts)).toBe(before !== after);
});

test('two long texts without a common word are compared in bounded time', () => {
	const words = (prefix: string) =>
		Array.from({ length: 40_000 }, (_, index) => `${prefix}${index}`).join(' \n');

	const parts = compareTexts(words('a'), words('b'));

	expect(isChanged(parts)).toBe(true);
});

test('only what changed is listed, lists with the titles of their values', () => {
	const schema = {
		type: 'object',
		properties: {
			appliesTo: { type: 'string', title: '%appliesTo%' },
			steps: {
				type: 'array',
				title: '%steps%',
				items: {
					type: 'object',
					title: '%step%',
					properties: { title: { type: 'string', title: '%what%' } },
				},
			},
		},
	} as const;
	const text = { title: 'T', summary: '', body: 'B' };

	const differences = compareRevisions(
		{ ...text, fields: { appliesTo: 'alle', steps: [{ title: 'Eins' }] } },
		{ ...text, fields: { appliesTo: 'alle', steps: [{ title: 'Eins' }, { title: 'Zwei' }] } },
		schema,
		{ title: 'Titel', summary: 'Kurz', body: 'Text', label: (key) => key.replaceAll('%', '') },
	);

	expect(differences).toEqual([
		{
			title: 'steps',
			parts: [
				{ kind: 'same', text: 'step 1\nwhat: Eins' },
				{ kind: 'added', text: '\n\nstep 2\nwhat: Zwei' },
			],
		},
	]);
});

test('markup in a text is text, and changes are read aloud', () => {
	const html = toDifferenceHtml([{ kind: 'added', text: '<img src=x onerror="alert(1)">' }], {
		language: 'de',
		addedStart: '[neu:',
		addedEnd: ':neu]',
		removedStart: '',
		removedEnd: '',
	});

	expect(html).toBe(
		'<ins><span class="visually-hidden" lang="de"> [neu: </span>' +
			'&lt;img src=x onerror=&quot;alert(1)&quot;&gt;' +
			'<span class="visually-hidden" lang="de"> :neu] </span></ins>',
	);
});

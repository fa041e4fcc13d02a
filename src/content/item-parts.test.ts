import { expect, test } from 'vitest';
import type { FieldSchema } from './fields.ts';
import { entryIds, itemParts } from './item-parts.ts';

const schema: FieldSchema = {
	type: 'object',
	properties: {
		place: { type: 'string', title: 'Ort' },
		urgent: { type: 'boolean', title: 'Eilig' },
		hint: { type: 'string', title: 'Hinweis', format: 'markdown' },
		rooms: { type: 'array', title: 'Räume', items: { type: 'string' } },
		steps: {
			type: 'array',
			title: 'Schritte',
			items: {
				type: 'object',
				properties: {
					title: { type: 'string', title: 'Was' },
					text: { type: 'string', format: 'markdown' },
					minutes: { type: 'integer', title: 'Minuten' },
				},
			},
		},
		forms: {
			type: 'array',
			items: {
				type: 'object',
				properties: { name: { type: 'string' }, address: { type: 'string', format: 'uri' } },
			},
		},
	},
};

test('the fields of any content type are facts, texts and lists, in the order of the schema', () => {
	const { facts, parts } = itemParts(schema, {
		fields: {
			place: 'Haus am Wehr',
			urgent: false,
			hint: 'roh',
			rooms: ['Küche', 'Flur'],
			steps: [{ title: 'Anrufen', text: 'roh', minutes: 0 }],
			forms: [{ name: 'Liste', address: 'https://formulare.example' }],
			unknown: 'steht in keinem Schema',
		},
		fieldHtml: { hint: '<p>Hinweis</p>', 'steps.0.text': '<p>Gleich</p>' },
	});

	expect(facts).toEqual([
		{ title: 'Ort', value: 'Haus am Wehr' },
		{ title: 'Eilig', value: false },
		{ title: 'Räume', value: 'Küche, Flur' },
	]);
	expect(parts.map(({ name, html }) => [name, html])).toEqual([
		['hint', '<p>Hinweis</p>'],
		['steps', ''],
		['forms', ''],
	]);
	expect(parts.flatMap(({ entries }) => entries)).toEqual([
		{
			id: 'steps-anrufen',
			title: 'Anrufen',
			url: null,
			html: '<p>Gleich</p>',
			facts: [{ title: 'Minuten', value: 0 }],
		},
		{ id: 'forms-liste', title: 'Liste', url: 'https://formulare.example', html: '', facts: [] },
	]);
});

test('values of another shape than the schema are left out', () => {
	const fields = { place: { a: 1 }, steps: ['nur Text', null, 7], forms: 'keine Liste', rooms: [] };

	const { facts, parts } = itemParts(schema, { fields, fieldHtml: {} });

	expect(facts).toEqual([]);
	expect(parts.map(({ name, entries }) => [name, entries.map(({ title }) => title)])).toEqual([
		['steps', ['', '', '']],
	]);
});

test('an id is made of the title, so that another order leads nowhere wrong; the same title gets a number', () => {
	expect(entryIds('steps', ['Prüfen', 'Abheften', 'Prüfen'])).toEqual([
		'steps-pruefen',
		'steps-abheften',
		'steps-pruefen-2',
	]);
	expect(entryIds('steps', ['Abheften', 'Prüfen'])).toEqual(['steps-abheften', 'steps-pruefen']);
});

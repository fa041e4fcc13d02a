import { expect, test } from 'vitest';
import type { FieldSchema, FieldValues } from '../../content/fields.ts';
import { blankEntry, fieldTitles, toFormFields, type FormField, type ListField } from './form-fields.ts';
import { toEntries, toLine } from './shared-values.ts';

const schema: FieldSchema = {
	type: 'object',
	required: ['kind'],
	properties: {
		kind: { type: 'string', enum: ['a', 'b'] },
		due: { type: 'string', format: 'date' },
		urgent: { type: 'boolean' },
		places: { type: 'array', items: { type: 'string' } },
		steps: {
			type: 'array',
			title: 'Schritte',
			maxItems: 5,
			items: {
				type: 'object',
				title: 'Schritt',
				required: ['title'],
				properties: {
					title: { type: 'string', title: 'Was', translated: true },
					text: { type: 'string', translated: true, format: 'markdown' },
					minutes: { type: 'integer', title: 'Dauer' },
				},
			},
		},
	},
};
const steps: readonly FieldValues[] = [
	{ title: 'Annehmen', minutes: 5 },
	{ title: 'Stempeln', text: '**Heute**' },
];

test('each kind of value has its control', () => {
	const fields = toFormFields(schema, { values: { kind: 'b', urgent: true, places: ['A', 'B'] } });

	expect(fields.map(({ kind, name, required }) => [kind, name, required])).toEqual([
		['select', 'fields.kind', true],
		['date', 'fields.due', false],
		['checkbox', 'fields.urgent', false],
		['lines', 'fields.places', false],
		['list', 'fields.steps', false],
	]);
	expect(fields[0]).toMatchObject({ values: ['b'], options: ['a', 'b'] });
	expect(fields[3]).toMatchObject({ value: 'A\nB' });
});

test('entries of a list carry their number in their names', () => {
	const list = listOf(toFormFields(schema, { values: { steps } }));

	expect(list.entries.map((entry) => entry.map(({ name }) => name))).toEqual([
		['fields.steps.0.title', 'fields.steps.0.text', 'fields.steps.0.minutes'],
		['fields.steps.1.title', 'fields.steps.1.text', 'fields.steps.1.minutes'],
	]);
	expect(list.entries[0]?.[2]).toMatchObject({ kind: 'number', value: '5' });
	expect(list).toMatchObject({ movable: true, maxEntries: 5 });
	expect(blankEntry(list, 2).map(({ name }) => name)).toEqual([
		'fields.steps.2.title',
		'fields.steps.2.text',
		'fields.steps.2.minutes',
	]);
});

test('a translation shows what is shared and begins with the entries of its source', () => {
	const fields = toFormFields(schema, { values: {}, source: { kind: 'a', steps } });
	const list = listOf(fields);

	expect(fields[0]).toMatchObject({ kind: 'shared', value: 'a' });
	expect(list.movable).toBe(false);
	expect(list.entries[0]).toMatchObject([
		{ kind: 'text', value: 'Annehmen', source: 'Annehmen' },
		{ kind: 'markdown' },
		{ kind: 'shared', value: 5 },
	]);
});

test('a translation that has its own entries keeps them', () => {
	const values = { steps: [{ title: 'Wir nehmen den Antrag' }] };

	const list = listOf(toFormFields(schema, { values, source: { steps } }));

	expect(list.entries).toHaveLength(1);
	expect(list.entries[0]?.[0]).toMatchObject({ value: 'Wir nehmen den Antrag', source: 'Annehmen' });
});

test('values of another shape than the schema show as empty, not as a crash', () => {
	const fields = toFormFields(schema, { values: { kind: 7, steps: 'x', places: { a: 1 }, urgent: 'ja' } });

	expect(listOf(fields).entries).toEqual([]);
	expect(fields[2]).toMatchObject({ values: [] });
});

test('a fault names its entry and its control', () => {
	const titles = fieldTitles(toFormFields(schema, { values: { steps } }), (text) => text);

	expect(titles.get('fields.steps.1.minutes')).toBe('Schritt 2, Dauer');
	expect(titles.get('fields.steps')).toBe('Schritte');
});

test('a shared value is sent along as the form would send it', () => {
	expect(toEntries('fields.forms.0', { url: '/a', tags: ['x', 'y'] })).toEqual([
		['fields.forms.0.url', '/a'],
		['fields.forms.0.tags.0', 'x'],
		['fields.forms.0.tags.1', 'y'],
	]);
	expect(toLine({ url: '/a', count: 2, none: null })).toBe('/a · 2');
});

function listOf(fields: readonly FormField[]): ListField {
	const list = fields.find((field) => field.kind === 'list');
	if (!list) throw new Error('The form has no list.');
	return list;
}

import { expect, test } from 'vitest';
import { composeFields, followSource } from './fields-of-translation.ts';

const schema = {
	type: 'object',
	properties: {
		appliesTo: { type: 'string' },
		steps: {
			type: 'array',
			items: {
				type: 'object',
				properties: {
					title: { type: 'string', translated: true },
					role: { type: 'string' },
				},
			},
		},
	},
} as const;

const annehmen = { title: 'Antrag annehmen', role: 'Empfang' };
const stempeln = { title: 'Eingang stempeln', role: 'Verwaltung' };
const senden = { title: 'An das Amt senden', role: 'Leitung' };
const basis = { appliesTo: 'alle', steps: [annehmen, stempeln] };
const translation = { steps: [{ title: 'Take it' }, { title: 'Stamp it' }] };

test('a translation has its own words and the shared values of its source', () => {
	expect(composeFields(schema, { ...basis, appliesTo: 'Haus A' }, translation)).toEqual({
		appliesTo: 'Haus A',
		steps: [
			{ title: 'Take it', role: 'Empfang' },
			{ title: 'Stamp it', role: 'Verwaltung' },
		],
	});
});

test('entries that have moved in the source since keep their own shared values, and new ones take none away', () => {
	const source = { steps: [senden, stempeln, { ...annehmen, role: 'Pforte' }] };

	expect(composeFields(schema, source, translation, basis)['steps']).toEqual([
		{ title: 'Take it', role: 'Pforte' },
		{ title: 'Stamp it', role: 'Verwaltung' },
	]);
});

test('an entry that is gone from the source keeps what it had', () => {
	expect(composeFields(schema, { steps: [stempeln] }, translation, basis)['steps']).toEqual([
		{ title: 'Take it', role: 'Empfang' },
		{ title: 'Stamp it', role: 'Verwaltung' },
	]);
});

test('brought to its source, a translation has its entries: in their order, new ones empty, gone ones left out', () => {
	const source = { steps: [senden, stempeln] };

	expect(followSource(schema, source, translation, basis)).toEqual({ steps: [{}, { title: 'Stamp it' }] });
	expect(followSource(schema, basis, translation, basis)).toEqual(translation);
});

test('what a translation has beyond its source stays at the end', () => {
	const longer = { steps: [...translation.steps, { title: 'Extra' }] };

	expect(followSource(schema, { steps: [stempeln, annehmen] }, longer, basis)).toEqual({
		steps: [{ title: 'Stamp it' }, { title: 'Take it' }, { title: 'Extra' }],
	});
});

import { expect, test } from 'vitest';
import { z } from 'zod';
import { readFormInput } from './form-input.ts';

const command = z.strictObject({ title: z.string(), fields: z.record(z.string(), z.json()).default({}) });
const fields = {
	type: 'object',
	properties: {
		steps: {
			type: 'array',
			items: {
				type: 'object',
				properties: { title: { type: 'string' }, minutes: { type: 'integer' }, urgent: { type: 'boolean' } },
			},
		},
		places: { type: 'array', items: { type: 'string' } },
	},
};
const read = (entries: Record<string, string>) =>
	readFormInput(Object.entries({ title: 'T', ...entries }), command, { fields });

test('fields are read by the schema of the content type', () => {
	const input = read({
		'fields.steps.0.title': 'Annehmen',
		'fields.steps.0.minutes': '5',
		'fields.steps.0.urgent': 'true',
		'fields.places': 'Haus A\r\n\r\n Haus B ',
	});

	expect(input).toEqual({
		title: 'T',
		fields: { steps: [{ title: 'Annehmen', minutes: 5, urgent: true }], places: ['Haus A', 'Haus B'] },
	});
});

test('empty rows and rows marked for removal are not sent on, and gaps close', () => {
	const input = read({
		'fields.steps.0.title': 'A',
		'fields.steps.1.title': 'B',
		'fields.steps.1._remove': 'on',
		'fields.steps.2.title': '',
		'fields.steps.2._position': '3',
		'fields.steps.4.title': 'C',
	});

	expect(input).toMatchObject({ fields: { steps: [{ title: 'A' }, { title: 'C' }] } });
});

test.each([
	{ row: 3, to: '1', order: ['D', 'A', 'B', 'C'] },
	{ row: 0, to: '3', order: ['B', 'C', 'A', 'D'] },
	{ row: 1, to: '', order: ['A', 'B', 'C', 'D'] },
	{ row: 1, to: '99', order: ['A', 'C', 'D', 'B'] },
])('row $row sent to place "$to" goes there', ({ row, to, order }) => {
	const entries = ['A', 'B', 'C', 'D'].flatMap((title, index) => [
		[`fields.steps.${index}.title`, title],
		[`fields.steps.${index}._position`, index === row ? to : String(index + 1)],
	]);

	expect(read(Object.fromEntries(entries))).toMatchObject({
		fields: { steps: order.map((title) => ({ title })) },
	});
});

test('what is no number stays as it was written', () => {
	const input = read({ 'fields.steps.0.title': 'A', 'fields.steps.0.minutes': 'viel' });

	expect(input).toMatchObject({ fields: { steps: [{ minutes: 'viel' }] } });
});

test('names that reach into the prototype are dropped', () => {
	const input = read({ 'fields.__proto__.polluted': 'yes', 'fields.constructor.prototype.polluted': 'yes' });

	expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
	expect(input).toMatchObject({ title: 'T' });
});

test('an emptied form has no fields', () => {
	expect(read({ 'fields.steps.0.title': '', 'fields.places': '' })).toEqual({ title: 'T', fields: {} });
});

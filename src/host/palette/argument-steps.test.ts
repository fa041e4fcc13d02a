import { expect, test } from 'vitest';
import { z } from 'zod';
import { argumentSteps } from './argument-steps.ts';

const t = (key: string) => ({ 'argument.roles': 'Welche Rollen?', 'role.reader': 'Lesen' })[key] ?? key;

test('what is required and what is named are asked for, things of the hub first', () => {
	const input = z.strictObject({
		name: z.string().max(200),
		note: z.string().default(''),
		day: z.iso.date().transform(Date.parse).nullable().optional(),
		groupId: z.string(),
		organisationId: z.string(),
	});

	const steps = argumentSteps('a.b', input, ['day'], t);

	expect(steps.map(({ name, kind }) => [name, kind])).toEqual([
		['organisationId', 'choice'],
		['groupId', 'choice'],
		['name', 'text'],
		['day', 'text'],
	]);
	expect(steps[2]).toMatchObject({ type: 'text', maxLength: 200 });
	expect(steps[3]).toMatchObject({ type: 'date' });
});

test('lists of values are chosen from, in the words of the pages', () => {
	const input = z.strictObject({ roles: z.array(z.enum(['reader', 'owner'])), enabled: z.boolean() });

	expect(argumentSteps('a.b', input, [], t)).toMatchObject([
		{
			kind: 'options',
			multiple: true,
			title: 'Welche Rollen?',
			options: [
				{ value: 'reader', title: 'Lesen' },
				{ value: 'owner', title: 'owner' },
			],
		},
		{ kind: 'options', multiple: false, options: [{ value: true }, { value: false }] },
	]);
});

test('what no step can ask for does not belong into the palette', () => {
	const input = z.strictObject({ fields: z.record(z.string(), z.json()) });

	expect(() => argumentSteps('a.b', input, [], t)).toThrow('fields of a.b');
});

import { expect, test } from 'vitest';
import { monthsAfter, policyFor, type PolicyPlace } from './review-policy.ts';

interface Policy {
	readonly name: string;
	readonly type: string | null;
	readonly collectionId: string | null;
}

const everywhere: Policy = { name: 'everywhere', type: null, collectionId: null };
const procedures: Policy = { name: 'procedures', type: 'procedure', collectionId: null };
const emergency: Policy = { name: 'emergency', type: null, collectionId: 'emergency' };
const emergencyProcedures: Policy = {
	name: 'emergency procedures',
	type: 'procedure',
	collectionId: 'emergency',
};
const fire: Policy = { name: 'fire', type: null, collectionId: 'fire' };
const all = [everywhere, procedures, emergency, emergencyProcedures, fire];

/** A procedure in “fire”, which stands in “emergency”. */
const fireDrill: PolicyPlace = { type: 'procedure', collections: ['fire', 'emergency'] };

test.each<[string, readonly Policy[], PolicyPlace, string | null]>([
	['no policy at all', [], fireDrill, null],
	['the organisation’s', [everywhere], fireDrill, 'everywhere'],
	['the type before the organisation', [everywhere, procedures], fireDrill, 'procedures'],
	[
		'a collection before the type',
		[everywhere, procedures, emergency],
		{ type: 'procedure', collections: ['emergency'] },
		'emergency',
	],
	['a collection around it', [everywhere, emergency], fireDrill, 'emergency'],
	['the nearest collection', all, fireDrill, 'fire'],
	[
		'the type within a collection',
		all,
		{ type: 'procedure', collections: ['emergency'] },
		'emergency procedures',
	],
	['not that of another type', all, { type: 'document', collections: ['emergency'] }, 'emergency'],
	['not that of another collection', [fire], { type: 'document', collections: ['emergency'] }, null],
	['without a collection', all, { type: 'document', collections: [] }, 'everywhere'],
])('the policy that holds is %s', (_name, policies, place, expected) => {
	expect(policyFor(policies, place)?.name ?? null).toBe(expected);
	expect(policyFor(policies.toReversed(), place)?.name ?? null).toBe(expected);
});

test('months are counted from the day in Germany, where it is tomorrow already while it is today elsewhere', () => {
	expect(new Date(monthsAfter(Date.parse('2026-11-22T23:30:00Z'), 12)).toISOString()).toBe(
		'2027-11-23T12:00:00.000Z',
	);
	expect(new Date(monthsAfter(Date.parse('2026-07-31T22:10:00Z'), 1)).toISOString()).toBe(
		'2026-09-01T12:00:00.000Z',
	);
});

test.each([
	['2026-11-22', 12, '2027-11-22'],
	['2026-11-30', 3, '2027-02-28'],
	['2027-12-31', 2, '2028-02-29'],
	['2026-08-31', 1, '2026-09-30'],
])('%s and %i months is %s', (from, months, to) => {
	expect(new Date(monthsAfter(Date.parse(`${from}T12:00:00Z`), months)).toISOString()).toBe(
		`${to}T12:00:00.000Z`,
	);
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { DraftText } from '../../content/draft-text.ts';
import type { FieldSchema, FieldValue } from '../../content/fields.ts';
import { mergeTexts, type MergeChoice } from './three-way-merge.ts';

const schema: FieldSchema = {
	type: 'object',
	properties: {
		steps: {
			type: 'array',
			title: 'Schritte',
			items: { type: 'object', title: 'Schritt', properties: { title: { type: 'string', title: 'Was?' } } },
		},
		tags: { type: 'array', items: { type: 'string' } },
	},
};
const words = { title: 'Titel', summary: 'Kurz', body: 'Text', label: (key: string) => key };
const empty: DraftText = { title: 'T', summary: '', body: '', fields: {} };

test('what only one of them changed is taken from that one', () => {
	const { conflicts, resolve } = merge(
		{ title: 'Alt', body: 'Eins.\n\nZwei.\n\nDrei.\n' },
		{ title: 'Alt', body: 'Eins!\n\nZwei.\n\nDrei.\n' },
		{ title: 'Neu', body: 'Eins.\n\nZwei.\n\nDrei!\n\nVier.\n' },
	);

	expect(conflicts).toEqual([]);
	expect(resolve(() => 'mine')).toMatchObject({ title: 'Neu', body: 'Eins!\n\nZwei.\n\nDrei!\n\nVier.\n' });
});

test.each([
	['mine', 'A\n\nmeins\n\nC'],
	['theirs', 'A\n\nihres\n\nC'],
	['both', 'A\n\nmeins\n\nihres\n\nC'],
] as const)('where both changed a place, “%s” is what stands there', (choice: MergeChoice, body) => {
	const { conflicts, resolve } = merge(
		{ body: 'A\n\nB\n\nC' },
		{ body: 'A\n\nmeins\n\nC' },
		{ body: 'A\n\nihres\n\nC' },
	);

	expect(conflicts).toMatchObject([{ title: 'Text', base: 'B\n\n', canBeBoth: true }]);
	expect(resolve(() => choice).body).toBe(body);
});

test('paragraphs beside each other are no conflict', () => {
	const { conflicts, resolve } = merge(
		{ body: 'A\n\nB\n\nC' },
		{ body: 'A meins\n\nB\n\nC' },
		{ body: 'A\n\nB ihres\n\nC' },
	);

	expect(conflicts).toEqual([]);
	expect(resolve(() => 'mine').body).toBe('A meins\n\nB ihres\n\nC');
});

test('steps are brought together value by value, and new ones among the others', () => {
	const steps: readonly FieldValue[] = [{ title: 'a', role: 'x' }, { title: 'b' }];
	const base = { steps, tags: ['eins'] };
	const values = merge(
		{ fields: base },
		{ fields: { ...base, steps: [{ title: 'a!', role: 'x' }, { title: 'b' }] } },
		{ fields: { steps: [{ title: 'a', role: 'y' }, { title: 'b?' }], tags: ['eins', 'zwei'] } },
	);
	const entries = merge(
		{ fields: base },
		{ fields: { steps: [{ title: 'neu' }, ...base.steps], tags: ['eins'] } },
		{ fields: { steps: [...base.steps, { title: 'c' }], tags: ['eins'] } },
	);

	expect(values.conflicts).toEqual([]);
	expect(values.resolve(() => 'mine').fields).toEqual({
		steps: [{ title: 'a!', role: 'y' }, { title: 'b?' }],
		tags: ['eins', 'zwei'],
	});
	expect(entries.resolve(() => 'mine').fields['steps']).toEqual([
		{ title: 'neu' },
		...base.steps,
		{ title: 'c' },
	]);
});

test('a value that both changed is named after its step', () => {
	const { conflicts } = merge(
		{ fields: { steps: [{ title: 'a' }] } },
		{ fields: { steps: [{ title: 'b' }] } },
		{ fields: { steps: [{ title: 'c' }] } },
	);

	expect(conflicts).toMatchObject([
		{ name: 'fields.steps.0.title', title: 'Schritt 1, Was?', base: 'a', mine: 'b', theirs: 'c' },
	]);
});

test('whoever changed nothing gets the other text, and two equal texts stay', () => {
	const text = fc
		.array(fc.constantFrom('a', 'b', '\n', '\n\n', '- x\n'), { maxLength: 12 })
		.map((parts) => parts.join(''));

	fc.assert(
		fc.property(text, text, (one, other) => {
			const unchanged = merge({ body: one }, { body: one }, { body: other });
			const alike = merge({ body: one }, { body: other }, { body: other });
			expect(unchanged.resolve(() => 'mine').body).toBe(other);
			expect(unchanged.conflicts).toEqual([]);
			expect(alike.resolve(() => 'theirs').body).toBe(other);
		}),
	);
});

test('with each choice for “mine”, nothing that I wrote is lost', () => {
	const lines = fc
		.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 6 })
		.map((parts) => parts.join('\n\n'));

	fc.assert(
		fc.property(lines, lines, lines, (base, mine, theirs) => {
			const { conflicts, resolve } = merge({ body: base }, { body: mine }, { body: theirs });
			const merged = resolve(() => 'both').body;
			for (const { mine: own, theirs: other } of conflicts) {
				expect(merged).toContain(own.trim());
				expect(merged).toContain(other.trim());
			}
		}),
	);
});

test('a text of a hundred thousand equal lines does not hold up the hub', () => {
	const body = '| | |\n'.repeat(100_000);
	const before = process.cpuUsage();

	const { conflicts } = merge({ body }, { body: `${body}x` }, { body: `y\n${body}` });

	expect(process.cpuUsage(before).user / 1000).toBeLessThan(2000);
	expect(conflicts).toHaveLength(1);
});

function merge(base: Partial<DraftText>, mine: Partial<DraftText>, theirs: Partial<DraftText>) {
	const texts = { base: { ...empty, ...base }, mine: { ...empty, ...mine }, theirs: { ...empty, ...theirs } };
	return mergeTexts(texts, schema, words);
}

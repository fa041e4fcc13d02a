import { expect, test } from 'vitest';
import { fieldTexts, type FieldSchema } from './fields.ts';

test('what is chosen from a list, a name for machines, an address and a day are no text to be searched for', () => {
	const schema: FieldSchema = {
		type: 'object',
		properties: {
			importance: { type: 'string', enum: ['normal', 'urgent'] },
			name: { type: 'string', pattern: '^[a-z]+$' },
			link: { type: 'string', format: 'uri' },
			until: { type: 'string', format: 'date' },
			steps: { type: 'array', items: { type: 'object', properties: { title: { type: 'string' } } } },
		},
	};

	const texts = fieldTexts(schema, {
		importance: 'urgent',
		name: 'client',
		link: 'https://example.org/urgent',
		until: '2026-12-01',
		steps: [{ title: 'Ruhe bewahren' }],
	});

	expect(texts).toEqual(['Ruhe bewahren']);
});

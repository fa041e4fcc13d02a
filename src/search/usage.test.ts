import { afterEach, beforeEach, expect, test } from 'vitest';
import { openTestIndex, type TestIndex } from './test-index.ts';
import { recordMiss } from './usage.ts';

let index: TestIndex;
beforeEach(async () => {
	index = await openTestIndex();
});
afterEach(() => index.close());

test('the same miss in other spelling counts once more', async () => {
	await recordMiss(index.writer, {
		text: ' Fahrtkosten Rückerstattung? ',
		language: 'de',
		organisationId: 'x',
		at: 1,
	});
	await recordMiss(index.writer, {
		text: 'fahrtkosten RUECKERSTATTUNG',
		language: 'de',
		organisationId: 'x',
		at: 2,
	});
	await recordMiss(index.writer, { text: '...', language: 'de', organisationId: 'x', at: 3 });

	const rows = await index.reader.selectFrom('search_misses').selectAll().execute();

	expect(rows).toEqual([
		{ query: 'fahrtkosten ruckerstattung', language: 'de', organisation_id: 'x', count: 2, last_at: 2 },
	]);
});

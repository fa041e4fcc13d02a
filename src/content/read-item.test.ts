import { expect, test } from 'vitest';
import { createTestApp } from '../../test/harness/test-app.ts';

test('an item names those that link to it, as far as the reader may read them', async () => {
	const { app, as, seed } = await createTestApp();
	const target = await seed.item({ title: 'Fristen überwachen', audience: ['network'] });
	const open = await seed.item({
		title: 'Post öffnen',
		body: `Siehe [Fristen](/i/${target.id}).`,
		audience: ['network'],
	});
	const internal = await seed.item({ title: 'Nur für uns', body: `Siehe [Fristen](/i/${target.id}).` });
	const backlinks = async (who: 'reader' | 'foreignReader') => {
		const { reader } = await as[who].visit();
		const item = await app.content.read(reader, { id: target.id });
		return item.backlinks.map(({ id }) => id).sort();
	};

	expect(await backlinks('reader')).toEqual([open.id, internal.id].sort());
	expect(await backlinks('foreignReader')).toEqual([open.id]);
});

import { expect, test } from 'vitest';
import { createTestApp } from '../../test/harness/test-app.ts';

test('a list tells the own texts from those of partners', async () => {
	const { app, as, seed } = await createTestApp();
	const own = await seed.item({ title: 'Schlüssel ausgeben' });
	const shared = await seed.item({ title: 'Post verteilen', owner: 'beta', audience: ['network'] });
	const { reader } = await as.reader.visit();
	const ids = async (ownedBy: 'own' | 'partners') => {
		const items = await app.content.list(reader, { ownedBy, order: 'newest', limit: 10 });
		return items.map(({ id }) => id);
	};

	expect(await ids('own')).toEqual([own.id]);
	expect(await ids('partners')).toEqual([shared.id]);
});

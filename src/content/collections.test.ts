import { expect, test } from 'vitest';
import { createTestApp } from '../../test/harness/test-app.ts';

test('a collection says of which type the reader finds something in it', async () => {
	const { app, as, network, seed } = await createTestApp({ plugins: ['procedures'] });
	const [procedure] = app.content.types.all();
	if (!procedure) throw new Error('no type');
	app.content.types.add({ ...procedure, id: 'note', route: '/notes' });
	const notes = await seed.collection('Notizen');
	const both = await seed.collection('Beides');
	const drafts = await seed.collection('Entwürfe');
	await seed.item({ title: 'Notiz', type: 'note', collectionId: notes });
	await seed.item({ title: 'Notiz', type: 'note', collectionId: both });
	await seed.item({ title: 'Ablauf', collectionId: both });
	await seed.item({ title: 'Entwurf', collectionId: drafts, published: false });
	const { reader } = await as.reader.visit();
	const list = (types: readonly string[]) =>
		app.content.collections.list(reader, {
			...{ organisationId: network.alpha, types, withEmpty: false, withTypes: true, limit: 10 },
		});

	const found = await list(['procedure', 'note']);
	const notesOnly = await list(['note']);

	expect(found.map(({ title, types }) => [title, [...(types ?? [])].sort()])).toEqual([
		['Beides', ['note', 'procedure']],
		['Notizen', ['note']],
	]);
	expect(notesOnly.find(({ title }) => title === 'Beides')?.types).toEqual(['note']);
});

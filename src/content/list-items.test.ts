import { expect, test } from 'vitest';
import { createTestApp } from '../../test/harness/test-app.ts';

const dayAgo = () => Date.now() - 86_400_000;

test('a due review waits for whoever wrote the text or answers for it, and for nobody else', async () => {
	const { app, as, seed, network } = await createTestApp();
	const { id } = await seed.item();
	await app.content.setProperties(id, {
		reviewDueAt: dayAgo(),
		responsiblePersonId: network.people.approver,
	});
	const waiting = async (who: keyof typeof as) => {
		const { reader } = await as[who].visit();
		const due = await app.content.listDueReviews(reader, { before: Date.now(), limit: 10 });
		return due.map((item) => item.id);
	};

	expect(await waiting('author')).toEqual([id]);
	expect(await waiting('approver')).toEqual([id]);
	expect(await waiting('admin')).toEqual([]);
	expect(await waiting('foreignAdmin')).toEqual([]);
	expect(await waiting('anonymous')).toEqual([]);
});

test('who answers for a text but may not publish has no review waiting', async () => {
	const { app, as, seed, network } = await createTestApp();
	const { id } = await seed.item();
	await app.content.setProperties(id, { reviewDueAt: dayAgo(), responsiblePersonId: network.people.reader });

	const { reader } = await as.reader.visit();

	expect(await app.content.listDueReviews(reader, { before: Date.now(), limit: 10 })).toEqual([]);
});

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

test('own drafts are those that the person wrote', async () => {
	const { app, as, seed } = await createTestApp();
	const { id } = await seed.item({ published: false });
	const drafts = async (who: 'author' | 'approver') => {
		const { reader } = await as[who].visit();
		const listed = await app.content.listWorking(reader, { shelf: 'drafts', ownOnly: true, limit: 10 });
		return listed.map((draft) => draft.id);
	};

	expect(await drafts('author')).toEqual([id]);
	expect(await drafts('approver')).toEqual([]);
});

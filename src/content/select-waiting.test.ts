import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { createTestApp, type TestApp } from '../../test/harness/test-app.ts';
import type { Reader } from './reader.ts';
import { selectWaiting } from './select-waiting.ts';

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
		return waitingFor(app, reader, 'review');
	};

	expect(await waiting('author')).toEqual([id]);
	expect(await waiting('approver')).toEqual([id]);
	expect(await waiting('admin')).toEqual([]);
	expect(await waiting('foreignAdmin')).toEqual([]);
	expect(await waiting('anonymous')).toEqual([]);
});

test.each(['reader', 'both'] as const)(
	'who answers for a text has its review waiting, whether they may publish it or not: %s',
	async (who) => {
		const { app, as, seed, network } = await createTestApp();
		const { id } = await seed.item();
		await app.content.setProperties(id, { reviewDueAt: dayAgo(), responsiblePersonId: network.people[who] });

		const { reader } = await as[who].visit();

		expect(await waitingFor(app, reader, 'review')).toEqual([id]);
	},
);

test('own drafts are those that the person wrote', async () => {
	const { app, as, seed } = await createTestApp();
	const { id } = await seed.item({ published: false });
	const drafts = async (who: 'author' | 'approver') => {
		const { reader } = await as[who].visit();
		return waitingFor(app, reader, 'draft');
	};

	expect(await drafts('author')).toEqual([id]);
	expect(await drafts('approver')).toEqual([]);
});

test('what is due first stands at the top, then the newest draft', async () => {
	const { app, as, seed } = await createTestApp();
	const older = await seed.item({ published: false });
	const newer = await seed.item({ published: false });
	const later = await seed.item();
	const first = await seed.item();
	await app.content.setProperties(later.id, { reviewDueAt: dayAgo() });
	await app.content.setProperties(first.id, { reviewDueAt: dayAgo() - 1000 });
	await app.database.transaction((transaction) =>
		transaction.updateTable('items').set({ updated_at: 1 }).where('id', '=', older.id).execute(),
	);
	const { reader } = await as.author.visit();

	const waiting = await waitingOf(app, reader);

	expect(waiting.map(({ id }) => id)).toEqual([first.id, later.id, newer.id, older.id]);
});

async function waitingFor(app: TestApp['app'], reader: Reader, kind: 'review' | 'draft') {
	const waiting = await waitingOf(app, reader);
	return waiting.filter((row) => row.kind === kind).map(({ id }) => id);
}

async function waitingOf({ database }: TestApp['app'], reader: Reader) {
	const select = selectWaiting(reader, { before: Date.now(), limit: 10 });
	if (!select) return [];
	const { rows } = await sql<{ kind: string; id: string }>`select * from (${select}) as waiting
		order by kind desc, place`.execute(database.query);
	return rows;
}

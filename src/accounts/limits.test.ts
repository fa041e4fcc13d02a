import { expect, test } from 'vitest';
import { createTestApp } from '../../test/harness/test-app.ts';
import { anonymous } from '../access/actor.ts';
import { createLimits } from './limits.ts';

const budget = { minutes: 60, person: 2, network: 2, visitors: 5 };

async function createCounter() {
	const { app, as } = await createTestApp({ plugins: [] });
	let now = 1_000_000_000;
	const limits = createLimits(app.database, () => now);
	const visitor = (address: string) => ({ actor: anonymous, origin: { address } });
	return {
		app,
		as,
		take: (address: string) => limits.take('write', visitor(address), budget),
		limits,
		later: (minutes: number) => (now += minutes * 60_000),
	};
}

test('visitors of one network share a budget, which fills again', async () => {
	const { take, later } = await createCounter();
	await take('203.0.113.1');
	await take('203.0.113.77');

	await expect(take('203.0.113.5')).rejects.toMatchObject({
		code: 'request.tooMany',
		values: { minutes: 60 },
		retryAfter: 3600,
	});
	await expect(take('198.51.100.1')).resolves.toBeUndefined();
	later(61);
	await expect(take('203.0.113.5')).resolves.toBeUndefined();
});

test('all visitors together have one too, so that many networks are no way around', async () => {
	const { take } = await createCounter();
	for (let network = 0; network < 5; network += 1) await take(`198.51.${network}.1`);

	await expect(take('203.0.113.1')).rejects.toMatchObject({ code: 'request.tooMany' });
});

test('a person has a budget of their own, whatever visitors do', async () => {
	const { as, limits } = await createCounter();
	const { actor } = await as.reader.visit();
	const other = await as.author.visit();
	const caller = { actor, origin: { address: '203.0.113.1' } };
	await limits.take('write', caller, budget);
	await limits.take('write', caller, budget);

	await expect(limits.take('write', caller, budget)).rejects.toMatchObject({ code: 'request.tooMany' });
	await expect(limits.take('read', caller, budget)).resolves.toBeUndefined();
	await expect(limits.take('write', { ...caller, actor: other.actor }, budget)).resolves.toBeUndefined();
});

test('what is counted names nobody, and is forgotten after a day', async () => {
	const { app, take, later } = await createCounter();
	await take('203.0.113.1');
	const first = await app.database.query.selectFrom('request_counts').selectAll().execute();
	later(25 * 60);

	await take('198.51.100.1');

	const rows = await app.database.query.selectFrom('request_counts').selectAll().execute();
	expect(JSON.stringify(first)).not.toContain('203.0.113');
	expect(rows.every(({ window_start }) => window_start > 1_000_000_000)).toBe(true);
});

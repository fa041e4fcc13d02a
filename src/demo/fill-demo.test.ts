import { beforeAll, expect, test } from 'vitest';
import { closeAfterTests, temporaryFolder } from '../../test/harness/test-app.ts';
import { createTestConfig } from '../../test/harness/test-config.ts';
import { createApp, type App } from '../app.ts';
import { fillDemo } from './fill-demo.ts';
import { readDemoNetwork } from './network.ts';

const day = 24 * 60 * 60_000;
let app: App;
let started: number;

beforeAll(async () => {
	app = await createApp(createTestConfig({ dataFolder: temporaryFolder() }));
	closeAfterTests(() => app.close());
	started = Date.now();
	await fillDemo(app);
}, 120_000);

test('everything that the demo tells of happened, and before its first visitor came', async () => {
	const { texts, commands } = readDemoNetwork(app.config.root);
	const entries = await app.database.query.selectFrom('audit_entries').select(['action', 'at']).execute();
	const published = await publications();
	const audited = commands.map(({ command }) => command).filter((command) => !command.startsWith('chat.'));
	const ran = entries.map(({ action }) => action).filter((action) => audited.includes(action));

	expect(Object.keys(texts).filter((text) => !published.has(text))).toEqual([]);
	expect(ran.toSorted()).toEqual(audited.toSorted());
	expect(entries.filter(({ at }) => at > started)).toEqual([]);
});

test('texts came over weeks, on working days, and the newest today', async () => {
	const times = [...(await publications()).values()];
	const days = new Set(times.map(dayOf));
	const older = times.filter((time) => time < started - day);

	expect(days.size).toBeGreaterThan(10);
	expect(Math.min(...times)).toBeLessThan(started - 40 * day);
	expect(Math.max(...times)).toBeGreaterThan(started - day / 24);
	expect(older.filter((time) => [0, 6].includes(new Date(time).getUTCDay()))).toEqual([]);
});

test('people were told on the day', async () => {
	const told = await app.database.query
		.selectFrom('notifications')
		.innerJoin('items', 'items.id', 'notifications.item_id')
		.select(['notifications.created_at', 'items.published_at'])
		.where('notifications.kind', '=', 'announcements.published')
		.execute();

	expect(told.length).toBeGreaterThan(0);
	expect(told.map(({ created_at }) => dayOf(created_at))).toEqual(
		told.map(({ published_at }) => dayOf(published_at ?? 0)),
	);
});

test('the audit log is whole, and told in the order in which it happened', async () => {
	const entries = await app.database.query.selectFrom('audit_entries').select('at').orderBy('id').execute();
	const times = entries.map(({ at }) => at);

	expect(times).toEqual(times.toSorted((a, b) => a - b));
	expect(await app.audit.findBreak()).toBeNull();
});

test('afterwards the clock is right again', () => {
	expect(Math.abs(Date.now() - (performance.timeOrigin + performance.now()))).toBeLessThan(60_000);
});

test('a hub with people in it is left alone', async () => {
	const before = await publications();
	await fillDemo(app);

	expect(await publications()).toEqual(before);
});

function dayOf(time: number): string {
	return new Date(time).toISOString().slice(0, 10);
}

async function publications(): Promise<Map<string, number>> {
	const rows = await app.database.query
		.selectFrom('items')
		.innerJoin('organisations', 'organisations.id', 'items.organisation_id')
		.select(['organisations.slug as owner', 'items.type', 'items.slug', 'items.published_at'])
		.where('items.published_at', 'is not', null)
		.execute();
	return new Map(
		rows.map(({ owner, type, slug, published_at }) => [`${owner}/${type}/${slug}`, published_at ?? 0]),
	);
}

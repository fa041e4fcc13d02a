import { sql, type RawBuilder } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { createTestApp, type TestApp } from '../../test/harness/test-app.ts';
import { readNotifications } from '../../test/harness/notifications.ts';
import type { Who } from '../../test/harness/test-network.ts';

let hub: TestApp;
beforeAll(async () => {
	hub = await createTestApp({ plugins: ['announcements'] });
});

const publish = async (input: object = {}) => {
	const { id } = await hub.as.author.execute('announcements.publish', {
		organisationId: hub.network.alpha,
		title: 'Der Aufzug steht',
		body: 'Bitte die Treppe nehmen.',
		audience: ['own'],
		...input,
	});
	return String(id);
};
const listed = async (who: Who) => {
	const { list } = await hub.app.host.use('announcements');
	const { reader } = await hub.as[who].visit();
	return list(reader, { limit: 50 });
};
/** Lets time pass. */
const set = (change: RawBuilder<unknown>, itemId: string) =>
	hub.app.database.transaction((transaction) =>
		sql`update announcements_notices set ${change} where item_id = ${itemId}`.execute(transaction),
	);
const titles = async (who: Who) => (await listed(who)).map(({ title }) => title);

test('the quick form publishes at once, for its audience alone', async () => {
	const id = await publish({ title: '<b>Hallo</b> „Welt“ & {name}' });

	expect(await titles('reader')).toContain('<b>Hallo</b> „Welt“ & {name}');
	expect(await titles('foreignReader')).not.toContain('<b>Hallo</b> „Welt“ & {name}');
	const { reader } = await hub.as.reader.visit();
	expect(await hub.app.content.read(reader, { id })).toMatchObject({
		html: expect.stringContaining('<p>Bitte die Treppe nehmen.</p>'),
	});
});

test('telling its readers throws no kept page away', async () => {
	const readMark = async () => {
		const { changeMark, query } = hub.app.database;
		const { rows } = await sql<{ mark: number }>`select ${changeMark} as mark`.execute(query);
		return rows[0]?.mark;
	};
	const id = await publish({ title: 'Ohne Aufsehen' });
	const published = await readMark();

	await hub.app.jobs.runDue();

	expect(await readNotifications(hub, 'reader')).toContainEqual(expect.objectContaining({ itemId: id }));
	expect(await readMark()).toBe(published);
});

test('what is pinned stands above what is newer, until its day is over', async () => {
	await publish({ title: 'Angeheftet', pinnedUntil: '2099-01-01', importance: 'important' });
	const over = await publish({ title: 'Vorbei', pinnedUntil: '2099-01-01' });
	await set(sql`pinned_until = 1`, over);
	await publish({ title: 'Neuer' });

	const [first, second] = await listed('reader');

	expect(first).toMatchObject({ title: 'Angeheftet', isPinned: true, importance: 'important' });
	expect(second).toMatchObject({ title: 'Neuer', isPinned: false, importance: 'normal' });
});

test('what is over is in no list, and soon in the archive, from where it can be brought back', async () => {
	const id = await publish({ title: 'Abgelaufen', visibleUntil: '2099-01-01' });
	expect(await titles('reader')).toContain('Abgelaufen');
	await set(sql`expires_at = 1`, id);
	expect(await titles('reader')).not.toContain('Abgelaufen');

	await hub.app.jobs.runNow('announcements.expire');
	await hub.app.jobs.runDue();

	const { reader } = await hub.as.author.visit();
	expect((await hub.app.content.open(reader, id)).archivedAt).not.toBeNull();
	await hub.as.author.execute('content.unarchive', { itemId: id });
	await hub.app.jobs.runNow('announcements.expire');
	await hub.app.jobs.runDue();
	expect((await hub.app.content.open(reader, id)).archivedAt).toBeNull();
	expect(await titles('reader')).toContain('Abgelaufen');
});

test('a day that is over is refused at its field', async () => {
	await expect(publish({ visibleUntil: '2020-01-01', acknowledgeBy: '2020-01-01' })).rejects.toMatchObject({
		fields: [
			{ path: 'visibleUntil', message: 'field.past' },
			{ path: 'acknowledgeBy', message: 'field.past' },
		],
	});
});

test('with a time it is published then, and read by nobody before', async () => {
	const id = await publish({ title: 'Später', publishAt: '2099-01-01T08:00' });
	const { reader } = await hub.as.reader.visit();

	await expect(hub.app.content.read(reader, { id })).rejects.toMatchObject({ code: 'request.notFound' });
	await expect(publish({ publishAt: '2020-01-01T08:00' })).rejects.toMatchObject({
		code: 'command.inputInvalid',
	});
});

test('readers are told once of each edition, whoever wrote it is not', async () => {
	const id = await publish({ title: 'Neu für alle', importance: 'urgent' });
	await hub.app.jobs.runDue();
	await hub.app.jobs.runDue();
	const told = async (who: Who) =>
		(await readNotifications(hub, who)).filter(({ itemId }) => itemId === id).map(({ text }) => text);

	expect(await told('reader')).toEqual(['Dringende Mitteilung: „Neu für alle“']);
	expect(await told('author')).toEqual([]);
	expect(await told('foreignReader')).toEqual([]);
});

test('it asks for acknowledgement from its publication on', async () => {
	const id = await publish({ acknowledgeBy: '2099-01-01' });
	const { reader } = await hub.as.reader.visit();

	expect(await hub.app.content.read(reader, { id })).toMatchObject({
		acknowledgement: { isConfirmed: false },
	});
});

test('it asks without a day, too', async () => {
	const id = await publish({ acknowledge: true });
	const { reader } = await hub.as.reader.visit();

	expect(await hub.app.content.read(reader, { id })).toMatchObject({
		acknowledgement: { isConfirmed: false, dueAt: null },
	});
});

test('a draft is read by nobody, and whoever may not publish writes one', async () => {
	await hub.as.author.execute('announcements.saveDraft', {
		organisationId: hub.network.alpha,
		title: 'Entwurf',
	});

	expect(await titles('reader')).not.toContain('Entwurf');
	const refused = hub.as.reader.execute('announcements.publish', {
		organisationId: hub.network.alpha,
		title: 'Nein',
		audience: ['own'],
	});
	await expect(refused).rejects.toMatchObject({ code: 'access.denied' });
});

test('a translation may be published before its source, and the plugin starts with it', async () => {
	const { id } = await hub.seed.item({ type: 'announcement', title: 'Noch im Entwurf', published: false });
	const saved = await hub.as.author.execute('content.saveDraft', {
		...{
			itemId: id,
			language: 'en',
			expectedRevision: 0,
			title: 'The lift is out of order',
			body: 'Take the stairs.',
		},
	});
	await hub.as.author.execute('content.publish', { itemId: id, language: 'en', revision: saved['revision'] });

	await expect(titles('reader')).resolves.toContain('The lift is out of order');
});

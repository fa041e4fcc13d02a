import { beforeAll, describe, expect, test, vi } from 'vitest';
import { createTestApp, type TestApp } from './harness/test-app.ts';
import { startMailServer, type TestMailServer } from './harness/mail-server.ts';
import { declareTestKinds, readNotifications } from './harness/notifications.ts';

let hub: TestApp;
let server: TestMailServer;
beforeAll(async () => {
	server = await startMailServer();
	hub = await createTestApp({ mail: server.address, url: new URL('https://hub.example') });
	declareTestKinds(hub.app);
});

const told = (who: Parameters<typeof readNotifications>[1]) => readNotifications(hub, who);

describe('somebody is told', () => {
	test('in their own language, with the title that they read', async () => {
		const { app, as, network, seed } = hub;
		const { id, url } = await seed.item({ title: 'Fahrtkosten <b>erstatten</b>' });
		await seed.variant(id, 'en', { title: 'Refund travel costs' });
		await as.reader.execute('accounts.changePreferences', {
			interfaceLanguage: 'en',
			contentLanguages: ['en', 'de'],
		});

		await app.notifications.notify({
			kind: 'test.mentioned',
			to: [network.people.reader, network.people.author],
			itemId: id,
			by: network.people.admin,
		});

		expect((await told('reader'))[0]).toMatchObject({
			text: 'Frau admin has named you in “Refund travel costs”.',
			url,
			read: false,
		});
		expect((await told('author'))[0]).toMatchObject({
			text: 'Frau admin hat Sie in „Fahrtkosten <b>erstatten</b>“ genannt.',
		});
		expect(await told('admin')).toEqual([]);
	});

	test('if and only if it happened', async () => {
		const { app, network } = hub;
		const before = (await told('trainer')).length;

		await app.database
			.transaction(async () => {
				await app.notifications.notify({ kind: 'test.plain', to: [network.people.trainer] });
				throw new Error('no');
			})
			.catch(() => undefined);

		expect(await told('trainer')).toHaveLength(before);
	});

	test('not twice under one key, until it was read; and not any more when it is settled', async () => {
		const { app, network } = hub;
		const to = [network.people.approver];
		const remind = (days: number) =>
			app.notifications.notify({ kind: 'test.plain', to, key: 'due', data: { days } });
		await remind(1);
		await remind(2);
		expect((await told('approver')).map(({ text }) => text)).toEqual(['Seit 2 Tagen fällig.']);

		await app.notifications.markRead(network.people.approver, {
			ids: [(await told('approver'))[0]?.id ?? ''],
		});
		await remind(3);
		expect(await told('approver')).toHaveLength(2);

		await app.notifications.withdraw('test.plain', 'due');
		expect((await told('approver')).map(({ read }) => read)).toEqual([true]);
	});
});

describe('the hub tells', () => {
	test('whoever is named as responsible, once, and not for what they did themselves', async () => {
		const { as, network, seed } = hub;
		const { id: itemId } = await seed.item({ title: 'Schlüssel ausgeben' });
		const name = (who: 'reader' | 'author') =>
			as.author.execute('content.setProperties', { itemId, responsiblePersonId: network.people[who] });
		await name('reader');
		await name('reader');
		await name('author');

		expect((await told('reader')).filter(({ title }) => title === 'Schlüssel ausgeben')).toMatchObject([
			{ kind: 'core.responsible' },
		]);
		expect((await told('author')).map(({ title }) => title)).not.toContain('Schlüssel ausgeben');
	});

	test('whoever reported a mistake that there is an answer', async () => {
		const { as, seed } = hub;
		const { id: itemId } = await seed.item({ title: 'Mit Fehler' });
		const report = { itemId, language: 'de', text: 'Die Frist ist falsch.' };
		const { id: reportId } = await as.trainer.execute('feedback.reportMistake', report);

		await as.author.execute('feedback.answerReport', { reportId, text: 'Danke.' });

		expect((await told('trainer'))[0]).toMatchObject({
			text: 'Auf Ihre Meldung zu „Mit Fehler“ gibt es eine Antwort',
			url: '/feedback/sent',
		});
	});
});

describe('nobody is shown what they may not read', () => {
	test('not even when they could when they were told', async () => {
		const { app, as, network, seed } = hub;
		const item = await seed.item({ title: 'Nur für Alpha' });
		const draft = await seed.item({ title: 'Noch ein Entwurf', published: false });
		const to = Object.values(network.people);
		for (const itemId of [item.id, draft.id])
			await app.notifications.notify({ kind: 'test.mentioned', to, itemId });
		const titles = async (who: Parameters<typeof told>[0]) => (await told(who)).map(({ title }) => title);

		expect(await titles('both')).toEqual(['Nur für Alpha']);
		expect((await titles('author')).slice(0, 2)).toEqual(['Noch ein Entwurf', 'Nur für Alpha']);
		expect(await titles('foreignReader')).toEqual([]);
		expect(await titles('foreignAdmin')).toEqual([]);
		expect(await titles('networkAdmin')).toEqual([]);
		expect(await titles('stranger')).toEqual([]);

		await as.admin.execute('accounts.removeMember', {
			organisationId: network.alpha,
			personId: network.people.both,
		});
		expect(await titles('both')).toEqual([]);
		await as.author.execute('content.archive', { itemId: item.id });
		expect(await titles('reader')).not.toContain('Nur für Alpha');
		expect(await titles('author')).toContain('Nur für Alpha');
	});

	test('not who caused it, where they may not know the person', async () => {
		const { app, network, seed } = hub;
		const { id } = await seed.item({ audience: ['network'], owner: 'beta', title: 'Für alle' });
		await app.notifications.notify({
			kind: 'test.mentioned',
			to: [network.people.trainer, network.people.foreignReader],
			itemId: id,
			by: network.people.foreignAdmin,
		});

		expect((await told('trainer'))[0]?.text).toBe('Jemand hat Sie in „Für alle“ genannt.');
		expect((await told('foreignReader'))[0]?.text).toBe('Frau foreignAdmin hat Sie in „Für alle“ genannt.');
	});

	test('nothing of a kind whose own code says no, or cannot be asked', async () => {
		const { app, network } = hub;
		const { notifications } = app;
		const tell = () => notifications.notify({ kind: 'test.guarded', to: [network.people.foreignMember] });
		await tell();
		await tell();
		const [first] = await told('foreignMember');

		const allow = notifications.register('test.guarded', { readable: async () => [first?.id ?? ''] });
		expect(await told('foreignMember')).toHaveLength(1);
		allow();
		const fail = notifications.register('test.guarded', { readable: () => Promise.reject(new Error('no')) });
		expect(await told('foreignMember')).toEqual([]);
		fail();
	});
});

describe('how people hear of it', () => {
	const run = () => hub.app.jobs.runDue();
	const received = () => server.received.filter(({ to }) => to.includes('foreignadmin@beta.example'));
	const last = () => received().at(-1);
	const choose = (mail: string, kind = 'test.mentioned') =>
		hub.as.foreignAdmin.execute('notifications.choose', {
			choices: [{ kind, page: true, mail, push: true }],
		});
	const tell = async (title: string, kind = 'test.mentioned') => {
		const { id } = await hub.seed.item({ owner: 'beta', title });
		const to = [hub.network.people.foreignAdmin];
		await hub.app.notifications.notify({ kind, to, itemId: id, data: { days: 3 } });
		return id;
	};

	test('at once: a mail in two parts that links to the hub and can be unsubscribed with one click', async () => {
		await run();
		const before = received().length;
		await choose('now');
		await tell('Dienstwagen\r\nBcc: alle@beta.example <script>');
		await run();

		expect(received()).toHaveLength(before + 1);
		const { message, to, from } = last() ?? {};
		expect(to).toEqual(['foreignadmin@beta.example']);
		expect(from).toBe('verbund@hub.example');
		expect(message?.subject).toBe('Jemand hat Sie in „Dienstwagen Bcc: alle@beta.example <script>“ genannt.');
		expect(message?.bcc).toBeUndefined();
		expect(message?.html).toContain('&lt;script&gt;');
		expect(message?.text).toContain('https://hub.example/procedures/beta/dienstwagen');
		const header = (name: string) => message?.headers.find(({ key }) => key === name)?.value;
		expect(header('list-unsubscribe-post')).toBe('List-Unsubscribe=One-Click');
		expect(header('list-unsubscribe')).toMatch(/^<https:\/\/hub\.example\/unsubscribe\/[\w.~*-]+>$/);
		expect(header('auto-submitted')).toBe('auto-generated');
		await run();
		expect(received()).toHaveLength(before + 1);
	});

	test('not what they may not read any more by the time it goes out, or have read', async () => {
		await choose('now');
		const lost = await tell('Wird zurückgenommen');
		await hub.as.foreignAdmin.execute('content.remove', { itemId: lost });
		const read = await tell('Schon gelesen');
		await hub.as.foreignAdmin.execute('notifications.markRead', { itemId: read });
		const before = received().length;

		await run();

		expect(received()).toHaveLength(before);
		expect((await hub.app.mails.list({ limit: 2 })).map(({ state }) => state)).toEqual([
			'dropped',
			'dropped',
		]);
	});

	test('once a day or a week: everything in one mail, once', async () => {
		await choose('daily');
		await choose('weekly', 'test.plain');
		await tell('Erstes');
		await tell('Zweites');
		await tell('Wöchentliches', 'test.plain');
		const before = received().length;

		await hub.app.jobs.runNow('core.dailyDigest');
		await run();
		await hub.app.jobs.runNow('core.dailyDigest');
		await run();

		expect(received()).toHaveLength(before + 1);
		expect(last()?.message.subject).toBe('2 Neuigkeiten für Sie');
		expect(last()?.message.text).toMatch(/Zweites[^]*Erstes/);
		expect(last()?.message.text).not.toContain('Wöchentliches');
		await hub.app.jobs.runNow('core.weeklyDigest');
		await run();
		expect(received()).toHaveLength(before + 2);
	});

	test('never, and what waits for a digest moves with the choice', async () => {
		await choose('daily');
		await tell('Wartet');
		await choose('never');
		await tell('Nie');
		const before = received().length;

		await hub.app.jobs.runNow('core.dailyDigest');
		await run();

		expect(received()).toHaveLength(before);
		expect((await told('foreignAdmin'))[0]?.title).toBe('Nie');
	});
});

test('all who may read an item are told, ten thousand of them, and nobody else', async () => {
	const { app, network, seed } = hub;
	await app.database.transaction(async (transaction) => {
		for (let start = 0; start < 10_000; start += 500) {
			const people = Array.from({ length: 500 }, (_, index) => `crowd-${start + index}`);
			await transaction
				.insertInto('people')
				.values(
					people.map((id) => ({
						id,
						email: `${id}@alpha.example`,
						name: id,
						password_hash: null,
						network_admin: 0,
						preferences: '{}',
						created_at: 1,
						disabled_at: null,
					})),
				)
				.execute();
			await transaction
				.insertInto('memberships')
				.values(people.map((id) => ({ person_id: id, organisation_id: network.alpha, created_at: 1 })))
				.execute();
		}
	});
	const { id: itemId } = await seed.item({ title: 'An alle' });

	await app.notifications.notify({ kind: 'test.quiet', to: { readersOf: itemId }, itemId });

	const { count } = await app.database.query
		.selectFrom('notification_receivers')
		.innerJoin('notifications', 'notifications.id', 'notification_id')
		.select((select) => select.fn.countAll<number>().as('count'))
		.where('item_id', '=', itemId)
		.executeTakeFirstOrThrow();
	const alpha = await app.accounts.people.members(network.alpha);
	expect(Number(count)).toBe(alpha.filter(({ disabled }) => !disabled).length);
	expect((await told('foreignReader')).map(({ title }) => title)).not.toContain('An alle');
});

test('old ones are forgotten', async () => {
	const { app } = hub;
	vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 91 * 86_400_000 });
	await app.jobs.runNow('core.tidyNotifications');
	await app.jobs.runDue();
	vi.useRealTimers();

	const left = await app.database.query.selectFrom('notification_receivers').select('person_id').execute();
	expect(left).toEqual([]);
});

test('what leads to a place is read with the place, by whoever was there and by nobody else', async () => {
	const { app, network } = hub;
	const [here, there] = ['/chat/rooms/1/7', '/chat/rooms/1/70'];
	for (const path of [here, there]) {
		const to = [network.people.trainer, network.people.both];
		await app.notifications.notify({ kind: 'test.plain', to, path, data: { days: 1 } });
	}
	const unread = async (who: Parameters<typeof told>[0]) =>
		(await told(who)).filter(({ read, url }) => !read && url.startsWith('/chat/')).map(({ url }) => url);

	await hub.as.trainer.execute('notifications.markRead', { paths: [here, '/chat/rooms/1/%'] });

	expect(await unread('trainer')).toEqual([there]);
	expect((await unread('both')).toSorted()).toEqual([here, there]);
});

import { beforeAll, beforeEach, expect, test } from 'vitest';
import { createTestApp, type TestApp } from '../../../test/harness/test-app.ts';
import { readNotifications } from '../../../test/harness/notifications.ts';
import type { Who } from '../../../test/harness/test-network.ts';
import { acknowledgementsFor } from '../../host/acknowledgements/acknowledgements-for.ts';
import { tasksFor } from '../../host/tasks/tasks.ts';

let hub: TestApp;
let itemId: string;
beforeAll(async () => {
	hub = await createTestApp({ plugins: ['procedures'] });
});
beforeEach(async () => {
	await names(true);
	({ id: itemId } = await hub.seed.item({ title: 'Brandschutz' }));
	await hub.as.author.execute('acknowledgements.ask', { itemId, dueAt: '2099-12-04' });
});

const names = (value: boolean) =>
	hub.as.admin.execute('settings.changeOrganisation', {
		organisationId: hub.network.alpha,
		key: 'acknowledgements.names',
		value,
	});
const confirm = (who: Who, edition = 1) =>
	hub.as[who].execute('acknowledgements.confirm', { itemId, edition });
const asked = async (who: Who) => {
	const { reader } = await hub.as[who].visit();
	return (await hub.app.content.read(reader, { id: itemId })).acknowledgement;
};
const report = async (who: Who = 'author') => {
	const view = acknowledgementsFor(hub.app, await hub.as[who].visit());
	return (await view.ofItem(itemId)).report;
};
const publish = async (major: boolean) => {
	const { revision } = await hub.as.author.execute('content.saveDraft', {
		itemId,
		language: 'de',
		expectedRevision: await newest(),
		title: 'Brandschutz',
		body: `Fassung ${crypto.randomUUID()}`,
	});
	await hub.as.author.execute('content.publish', { itemId, language: 'de', revision, major });
};
const newest = async () => {
	const { reader } = await hub.as.author.visit();
	return (await hub.app.content.openVariant(reader, itemId, 'de'))?.number ?? 0;
};
const stored = (table: 'acknowledgement_marks' | 'acknowledgement_names') =>
	hub.app.database.query.selectFrom(table).selectAll().where('item_id', '=', itemId).execute();

test('whoever may read is asked, confirms once, and is not asked again; the author sees who is missing', async () => {
	expect(await asked('reader')).toMatchObject({ isConfirmed: false });
	const before = await report();

	await confirm('reader');
	await confirm('reader');

	const after = await report();
	expect(await asked('reader')).toMatchObject({ isConfirmed: true });
	expect(after?.confirmed).toBe(1);
	expect(after?.concerned).toBe(before?.concerned);
	const people = after?.organisations.flatMap((one) => one.people) ?? [];
	expect(people.filter(({ confirmedOn }) => confirmedOn !== null).map(({ id }) => id)).toEqual([
		hub.network.people.reader,
	]);
});

test('a minor change does not ask again, a major one does, in every language', async () => {
	await confirm('reader');

	await publish(false);
	expect(await asked('reader')).toMatchObject({ isConfirmed: true });
	await publish(true);

	expect(await asked('reader')).toMatchObject({ isConfirmed: false });
	await expect(confirm('reader', 1)).rejects.toMatchObject({ code: 'acknowledgement.newEdition' });
	await hub.seed.variant(itemId, 'de-simple', { title: 'Feuer' });
	await confirm('reader', 2);
	expect(await asked('reader')).toMatchObject({ isConfirmed: true });
});

test('who may not read the item, or is not meant, is not asked and cannot confirm', async () => {
	await expect(confirm('foreignReader')).rejects.toMatchObject({ code: 'request.notFound' });
	await hub.as.author.execute('acknowledgements.ask', { itemId, concerned: ['role:approver'] });

	expect(await asked('reader')).toBeNull();
	expect(await asked('approver')).toMatchObject({ isConfirmed: false, dueAt: null });
	await expect(confirm('reader')).rejects.toMatchObject({ code: 'request.notFound' });
	await hub.as.author.execute('acknowledgements.ask', {
		itemId,
		concerned: [`organisation:${hub.network.beta}`],
	});
	// One person belongs to both organisations; the other people of beta may not read it.
	expect(await report()).toMatchObject({ concerned: 1 });
});

test('who leaves drops out of the count, with what they confirmed', async () => {
	await confirm('reader');
	const before = await report();

	await hub.as.networkAdmin.execute('accounts.setDisabled', {
		personId: hub.network.people.reader,
		disabled: true,
	});

	expect(await report()).toMatchObject({ concerned: (before?.concerned ?? 0) - 1, confirmed: 0 });
	await hub.as.networkAdmin.execute('accounts.setDisabled', {
		personId: hub.network.people.reader,
		disabled: false,
	});
});

test('where names are forbidden, no name is stored, and the person is not asked twice', async () => {
	await confirm('reader');
	await names(false);
	await confirm('approver');

	expect(await stored('acknowledgement_names')).toEqual([]);
	expect(JSON.stringify(await stored('acknowledgement_marks'))).not.toContain(hub.network.people.reader);
	expect(await stored('acknowledgement_marks')).toHaveLength(2);
	expect(await asked('reader')).toEqual({ dueAt: expect.any(Number), isConfirmed: true, confirmedOn: null });
	const alpha = (await report())?.organisations[0];
	expect(alpha).toMatchObject({ naming: 'forbidden', people: [] });
	expect(JSON.stringify(await report('admin'))).not.toContain(hub.network.people.reader);
});

test('names that come back do not show by who is missing who confirmed without one', async () => {
	await names(false);
	await confirm('reader');

	await names(true);
	await confirm('reader');

	expect(await stored('acknowledgement_names')).toEqual([]);
	expect((await report())?.organisations).toMatchObject([{ naming: 'forbidden', people: [] }]);
	await publish(true);
	expect((await report())?.organisations).toMatchObject([{ naming: 'shown' }]);
});

test('the report is for those who publish the item', async () => {
	await expect(report('reader')).rejects.toMatchObject({ code: 'request.notFound' });
	await expect(report('foreignAdmin')).rejects.toMatchObject({ code: 'request.notFound' });
	const asking = hub.as.reader.execute('acknowledgements.ask', { itemId });
	await expect(asking).rejects.toMatchObject({ code: 'access.denied' });
});

test('what is open waits on the home page: three by name, more as one', async () => {
	const titles = async () => {
		const visitor = await hub.as.trainer.visit();
		const tasks = await tasksFor(hub.app, visitor, hub.app.translator.for('de'));
		return tasks.map(({ title }) => title).filter((title) => /bestätigen|Bestätigung/.test(title));
	};
	await hub.app.database.transaction((all) => all.deleteFrom('acknowledgement_requests').execute());
	for (const title of ['Erstens', 'Zweitens', 'Drittens', 'Viertens']) {
		const { id } = await hub.seed.item({ title });
		await hub.as.author.execute('acknowledgements.ask', { itemId: id, concerned: ['role:trainer'] });
	}
	const [all, ...others] = await titles();
	const { reader } = await hub.as.trainer.visit();
	const open = await hub.app.acknowledgements.open(reader);

	expect(all).toBe(`${open.length} Bestätigungen offen`);
	expect(others).toEqual([]);
	expect(open).toHaveLength(4);
	for (const { id } of open.slice(2)) {
		await hub.as.trainer.execute('acknowledgements.confirm', { itemId: id, edition: 1 });
	}
	expect(await titles()).toHaveLength(2);
});

test('it is asked for with the publication, and a major change gives as much time again', async () => {
	await hub.as.author.execute('acknowledgements.end', { itemId });
	expect(await asked('reader')).toBeNull();
	const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
	await hub.as.author.execute('content.saveAndPublish', {
		...{ itemId, language: 'de', expectedRevision: await newest(), title: 'Brandschutz', body: 'Neu' },
		audience: ['own'],
		acknowledgeBy: inDays(10),
	});
	expect(await asked('reader')).toMatchObject({ dueAt: Date.parse(`${inDays(10)}T12:00:00Z`) });
	const days = (time: number) => time * 86_400_000;
	await hub.app.database.transaction((transaction) =>
		transaction
			.updateTable('acknowledgement_requests')
			.set({ asked_at: Date.now() - days(7), chosen_at: Date.now() - days(7), due_at: Date.now() + days(3) })
			.where('item_id', '=', itemId)
			.execute(),
	);

	await publish(true);

	const { dueAt } = await hub.app.database.query
		.selectFrom('acknowledgement_requests')
		.select('due_at as dueAt')
		.where('item_id', '=', itemId)
		.executeTakeFirstOrThrow();
	expect(Math.round(((dueAt ?? 0) - Date.now()) / days(1))).toBe(10);
});

test('of two who change the same request, the second is told', async () => {
	const expected = { dueAt: null, concerned: [] };
	const asking = hub.as.author.execute('acknowledgements.ask', { itemId, dueAt: '2099-01-01', expected });

	await expect(asking).rejects.toMatchObject({ code: 'command.conflict', fields: [{ path: 'dueAt' }] });
});

test('people hear of it once, again before it is due and on the day, and not any more when they have confirmed', async () => {
	const told = async () => {
		await hub.app.jobs.runNow('core.acknowledgements');
		await hub.app.jobs.runDue();
		const all = await readNotifications(hub, 'approver');
		return all.filter((one) => one.itemId === itemId).map(({ text }) => text);
	};
	const soon = (days: number) => Date.now() + days * 86_400_000;
	const setDue = (dueAt: number) =>
		hub.app.database.transaction((change) =>
			change.updateTable('acknowledgement_requests').set({ due_at: dueAt }).where('item_id', '=', itemId).execute(),
		);

	expect(await told()).toEqual([expect.stringMatching(/^Bitte lesen und bestätigen Sie „Brandschutz“ bis/)]);
	expect(await told()).toHaveLength(1);
	await setDue(soon(2));
	expect(await told()).toEqual([expect.stringMatching(/^Ihre Bestätigung von „Brandschutz“ fehlt noch/)]);
	await confirm('approver');
	await setDue(soon(0));
	await told();
	expect((await readNotifications(hub, 'approver')).filter((one) => one.itemId === itemId && !one.read)).toEqual([]);
	expect((await readNotifications(hub, 'admin')).filter((one) => one.itemId === itemId && !one.read)).toHaveLength(1);
});

test('erasing a person takes what they confirmed along, with and without a name', async () => {
	const personId = hub.network.people.trainer;
	const name = (await hub.app.accounts.find(personId))?.name;
	await confirm('trainer');
	await names(false);
	const { id } = await hub.seed.item({ title: 'Ohne Namen' });
	await hub.as.author.execute('acknowledgements.ask', { itemId: id });
	await hub.as.trainer.execute('acknowledgements.confirm', { itemId: id, edition: 1 });
	await hub.as.reader.execute('acknowledgements.confirm', { itemId: id, edition: 1 });
	const all = () =>
		hub.app.database.query
			.selectFrom('acknowledgement_marks')
			.select('item_id')
			.where('item_id', 'in', [id, itemId])
			.execute();
	expect(await all()).toHaveLength(3);

	await hub.as.networkAdmin.execute('accounts.erasePerson', { personId, name });

	expect(await all()).toEqual([{ item_id: id }]);
});

import { beforeAll, expect, test } from 'vitest';
import { noteQueries } from '../../test/harness/asked-queries.ts';
import { createTestApp, type TestApp, type TestPerson } from '../../test/harness/test-app.ts';
import type { Directory } from './directory.ts';

let hub: TestApp;
let directory: Directory;
beforeAll(async () => {
	hub = await createTestApp({ plugins: ['directory', 'procedures'] });
	directory = await hub.app.host.use('directory');
});

async function addContact(details: object = {}, as: TestPerson = hub.as.admin): Promise<string> {
	const { id } = await as.execute('directory.addContact', {
		organisationId: hub.network.alpha,
		name: 'Leyla Aydın',
		...details,
	});
	return String(id);
}

async function seenBy(who: keyof TestApp['as'], slug = 'alpha'): Promise<readonly string[]> {
	const { actor } = await hub.as[who].visit();
	const { contacts } = await directory.open(actor, slug);
	return contacts.map(({ id }) => id);
}

test('contact persons are seen by the network, or by the own organisation only; by nobody who has not signed in', async () => {
	const open = await addContact({ audience: 'network' });
	const own = await addContact({ audience: 'organisation' });

	expect(await seenBy('reader')).toEqual(expect.arrayContaining([open, own]));
	expect(await seenBy('both')).toEqual(expect.arrayContaining([open, own]));
	expect(await seenBy('foreignReader')).toContain(open);
	expect(await seenBy('foreignReader')).not.toContain(own);
	expect(await seenBy('anonymous')).toEqual([]);
	expect(await seenBy('stranger')).toEqual([]);
	expect(await seenBy('networkAdmin')).toEqual([]);
});

test('what one may not see, one cannot search for either', async () => {
	await addContact({ audience: 'organisation', topic: 'Kaninchenstall' });
	const found = async (who: keyof TestApp['as']) =>
		(await directory.list((await hub.as[who].visit()).actor, 'kaninchen')).map(
			({ organisation }) => organisation.slug,
		);

	expect(await found('reader')).toEqual(['alpha']);
	expect(await found('foreignReader')).toEqual([]);
});

test('only those who manage the own directory write in it', async () => {
	const id = await addContact();
	const change = { contactId: id, expectedUpdatedAt: 0, name: 'Anders' };

	await expect(addContact({}, hub.as.reader)).rejects.toMatchObject({ code: 'access.denied' });
	await expect(addContact({}, hub.as.foreignAdmin)).rejects.toMatchObject({ code: 'request.notFound' });
	await expect(addContact({}, hub.as.anonymous)).rejects.toMatchObject({ code: 'access.signInRequired' });
	await expect(hub.as.reader.execute('directory.changeContact', change)).rejects.toMatchObject({
		code: 'access.denied',
	});
	await expect(hub.as.foreignAdmin.execute('directory.changeContact', change)).rejects.toMatchObject({
		code: 'request.notFound',
	});
	await expect(
		hub.as.foreignAdmin.execute('directory.removeContact', { contactId: id }),
	).rejects.toMatchObject({ code: 'request.notFound' });
});

test('an entry that one may not see answers like one that is not there', async () => {
	const id = await addContact({ audience: 'organisation' });
	const remove = (contactId: string) => hub.as.foreignAdmin.execute('directory.removeContact', { contactId });

	await expect(remove(id)).rejects.toMatchObject({ code: 'request.notFound' });
	await expect(remove('nothing')).rejects.toMatchObject({ code: 'request.notFound' });
});

test('site and account of a contact person belong to the own organisation', async () => {
	const { accounts } = hub.app;
	const { foreignReader } = hub.network.people;
	// Whoever answers for something that is shared can be seen by its readers.
	const { id: itemId } = await hub.seed.item({ owner: 'beta', audience: ['network'] });
	await hub.as.foreignAdmin.execute('content.setProperties', { itemId, responsiblePersonId: foreignReader });
	const site = { name: 'Haus B', address: '', phone: '', email: '' };
	const foreignSite = await accounts.organisations.addSite(hub.network.beta, site);
	const ownSite = await accounts.organisations.addSite(hub.network.alpha, site);

	await expect(addContact({ siteId: foreignSite })).rejects.toMatchObject({ fields: [{ path: 'siteId' }] });
	await expect(addContact({ personId: foreignReader })).rejects.toMatchObject({
		fields: [{ path: 'personId' }],
	});
	await expect(addContact({ siteId: ownSite, personId: hub.network.people.reader })).resolves.toBeTypeOf(
		'string',
	);
});

test('the second of two who change the same entry hears of the first', async () => {
	const id = await addContact();
	const { actor } = await hub.as.admin.visit();
	const { updatedAt } = await directory.contact(actor, hub.network.alpha, id);
	const change = (name: string) =>
		hub.as.admin.execute('directory.changeContact', { contactId: id, expectedUpdatedAt: updatedAt, name });
	await change('Erste Fassung');

	await expect(change('Zweite Fassung')).rejects.toMatchObject({ code: 'command.conflict' });
	expect(await directory.contact(actor, hub.network.alpha, id)).toMatchObject({ name: 'Erste Fassung' });
});

test('an organisation can keep its sites from its partners', async () => {
	const { organisations } = hub.app.accounts;
	await organisations.addSite(hub.network.beta, { name: 'Schutzwohnung', address: '', phone: '', email: '' });
	const sites = async (who: keyof TestApp['as']) =>
		(await directory.open((await hub.as[who].visit()).actor, 'beta')).sites?.map(({ name }) => name);
	expect(await sites('reader')).toContain('Schutzwohnung');
	expect(await sites('anonymous')).toBeUndefined();

	await hub.as.foreignAdmin.execute('settings.changeOrganisation', {
		organisationId: hub.network.beta,
		key: 'directory.showSites',
		value: false,
	});

	expect(await sites('reader')).toBeUndefined();
	expect(await sites('foreignReader')).toContain('Schutzwohnung');
});

test('everything about a person can be taken out and erased', async () => {
	const { author, reader } = hub.network.people;
	const canary = 'Kanarienvogel 7f3a';
	await addContact({ personId: author, topic: canary, audience: 'organisation' });
	const other = await addContact({ personId: reader });
	const handler = (await hub.app.host.personalData()).get('directory.contacts');

	expect(JSON.stringify(await handler?.export(author))).toContain(canary);
	await handler?.erase(author);

	expect(await handler?.export(author)).toEqual([]);
	expect(await seenBy('admin')).toContain(other);
});

test('the list of organisations takes four queries, however many there are', async () => {
	const counted: string[] = [];
	const { app, as } = await createTestApp({ plugins: ['directory'], onQuery: noteQueries(counted) });
	const { actor } = await as.reader.visit();
	const { list } = await app.host.use('directory');
	counted.length = 0;

	await list(actor);

	expect(counted).toHaveLength(4);
});

test('who leaves hands over the contact persons that they are, in their own organisation only', async () => {
	const { app, as, network } = hub;
	const { both, approver } = network.people;
	const entry = { name: 'Frau both', email: 'both@alpha.example', phone: '0123 11', personId: both };
	const own = await addContact({ ...entry, topic: 'Anträge' });
	const foreign = await as.foreignAdmin.execute('directory.addContact', {
		...entry,
		organisationId: network.beta,
	});
	const leave = (to: string) =>
		as.admin.execute('accounts.handOver', {
			organisationId: network.alpha,
			personId: both,
			others: [{ id: 'directory.contacts', to }],
			afterwards: 'leave',
		});

	await expect(leave('')).rejects.toMatchObject({ fields: [{ path: 'to' }] });
	await leave(`person:${approver}`);

	const { actor } = await as.admin.visit();
	expect(await directory.contact(actor, network.alpha, own)).toMatchObject({
		name: 'Frau approver',
		email: 'approver@alpha.example',
		phone: '0123 11',
		topic: 'Anträge',
		personId: approver,
	});
	const rows = await app.database.query
		.selectFrom('memberships')
		.select('organisation_id')
		.where('person_id', '=', both)
		.execute();
	expect(rows).toEqual([{ organisation_id: network.beta }]);
	const foreignActor = (await as.foreignAdmin.visit()).actor;
	const kept = await directory.contact(foreignActor, network.beta, String(foreign.id));
	expect(kept.personId).toBe(both);
});

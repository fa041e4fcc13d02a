import { beforeAll, expect, test } from 'vitest';
import { startTestHub, type TestHub } from '../harness/test-hub.ts';

let hub: TestHub;
let siteId: string;
let groupId: string;
let collectionId: string;
let contactId: string;
let itemId: string;
let synonymsId: string;

beforeAll(async () => {
	hub = await startTestHub();
	const { app, as, network, seed } = hub;
	const alpha = { organisationId: network.alpha };
	const made = async (command: string, input: object) => String((await as.admin.execute(command, input)).id);
	siteId = await made('accounts.addSite', { ...alpha, name: 'Haus am Markt' });
	groupId = await made('accounts.createGroup', { ...alpha, name: 'Brandschutz' });
	collectionId = await made('content.createCollection', { ...alpha, title: 'Aufnahme' });
	contactId = await made('directory.addContact', { ...alpha, name: 'Frau Beispiel' });
	const terms = 'Laptop\nRechner';
	synonymsId = await made('search.saveSynonyms', { ...alpha, terms });
	itemId = (await seed.item({ title: 'Schlüssel' })).id;
	await app.accounts.organisations.change(network.alpha, { fields: { motto: 'Gemeinsam' } });
});

type Fields = Readonly<Record<string, string | readonly string[]>>;

interface Clash {
	readonly page: string;
	readonly command: string;
	/** Tells the form from others of the same command. */
	readonly of?: Fields;
	/** What the one writes who is first, and what the other had in mind. */
	readonly first: Fields;
	readonly second: Fields;
	/** What the page says besides that somebody else was faster. */
	readonly says?: string;
	readonly who?: 'admin' | 'networkAdmin';
}

const site = { address: '', phone: '', email: '' };
const properties = { collectionId: '', responsiblePersonId: '', responsibleGroupId: '', reviewDueAt: '' };
const setting = { key: 'content.reviewMonths' };

const clashes: Readonly<Record<string, () => Clash>> = {
	'name and colour of an organisation': () => ({
		page: '/admin/organisation',
		command: 'accounts.changeOrganisation',
		first: { name: 'Alpha am Hafen', shortName: 'A' },
		second: { name: 'Alpha am See', shortName: 'A' },
		says: 'Alpha am Hafen',
	}),
	'a field of an organisation': () => ({
		page: '/admin/organisation',
		command: 'accounts.setOrganisationField',
		first: { name: 'leitbild', value: 'Zuerst der Mensch' },
		second: { name: 'leitbild', value: 'Alle unter einem Dach' },
		says: 'Zuerst der Mensch',
	}),
	'a site': () => ({
		page: '/admin/organisation',
		command: 'accounts.changeSite',
		of: { siteId },
		first: { ...site, name: 'Haus am Markt', phone: '111' },
		second: { ...site, name: 'Haus am Markt', phone: '222' },
		says: '111',
	}),
	'the roles of a permission': () => ({
		page: '/admin/permissions',
		command: 'access.setPermissionRoles',
		of: { permission: 'content.write' },
		first: { roles: ['author', 'approver', 'admin'] },
		second: { roles: ['admin'] },
	}),
	'the roles of a person': () => ({
		page: `/admin/people/${hub.network.people.trainer}`,
		command: 'accounts.changeRoles',
		first: { roles: ['trainer', 'author'] },
		second: { roles: ['reader'] },
	}),
	'the name of a group': () => ({
		page: `/admin/groups/${groupId}`,
		command: 'accounts.renameGroup',
		first: { name: 'Brandschutz und Erste Hilfe' },
		second: { name: 'Sicherheit' },
		says: 'Brandschutz und Erste Hilfe',
	}),
	'a setting of an organisation': () => ({
		page: '/admin/settings',
		command: 'settings.changeOrganisation',
		of: setting,
		first: { value: '6' },
		second: { value: '9' },
	}),
	'a setting of the network': () => ({
		page: '/admin/settings?organisation=*',
		command: 'settings.changeNetwork',
		of: setting,
		first: { value: '7' },
		second: { value: '8' },
		who: 'networkAdmin',
	}),
	'the name of the network': () => ({
		page: '/admin/network',
		command: 'settings.changeNetwork',
		of: { key: 'network.name' },
		first: { value: 'Verbund am Fluss' },
		second: { value: 'Verbund im Tal' },
		who: 'networkAdmin',
	}),
	'whether a plugin is on in the network': () => ({
		page: '/admin/plugins/directory',
		command: 'plugins.switchNetwork',
		first: { enabled: 'true', locked: 'on' },
		second: { enabled: 'true' },
		who: 'networkAdmin',
	}),
	'the plan of backups': () => ({
		page: '/admin/backups',
		command: 'backups.changePlan',
		first: { enabled: 'true', time: '03:00', daily: '7', weekly: '4', monthly: '6' },
		second: { enabled: 'true', time: '04:00', daily: '7', weekly: '4', monthly: '6' },
		who: 'networkAdmin',
	}),
	'a legal text': () => ({
		page: '/admin/legal/imprint?organisation=alpha',
		command: 'legal.changeOrganisationText',
		first: { body: 'Verein am Hafen' },
		second: { body: 'Verein am See' },
		says: 'Verein am Hafen',
	}),
	'words that mean the same': () => ({
		page: `/admin/synonyms?organisation=alpha&edit=${synonymsId}`,
		command: 'search.saveSynonyms',
		first: { terms: 'Laptop\nMobilrechner' },
		second: { terms: 'Laptop\nKlapprechner' },
	}),
	'the name of a collection': () => ({
		page: '/collections',
		command: 'content.renameCollection',
		of: { collectionId },
		first: { title: 'Aufnahme und Auszug' },
		second: { title: 'Einzug' },
		says: 'Aufnahme und Auszug',
	}),
	'tags and place of an item': () => ({
		page: `/content/${itemId}/properties`,
		command: 'content.setProperties',
		first: { ...properties, tags: 'neu' },
		second: { ...properties, tags: 'anders' },
	}),
	'when an item is reviewed next': () => ({
		page: `/content/${itemId}/properties`,
		command: 'content.confirmReview',
		first: { nextReview: '2031-02-03' },
		second: { nextReview: '2032-02-03' },
	}),
	'a contact person': () => ({
		page: `/directory/alpha/contacts/${contactId}`,
		command: 'directory.changeContact',
		first: { name: 'Frau Beispiel', topic: 'Anträge' },
		second: { name: 'Frau Beispiel', topic: 'Rechnungen' },
		says: 'Anträge',
	}),
};

test.each(Object.entries(clashes))(
	'of two who change %s, the second is told and loses nothing',
	async (_what, clash) => {
		const { page, command, of = {}, first, second, says, who = 'admin' } = clash();
		const person = hub.as[who];
		const shown = await person.get(page);
		const hidden = hiddenFields(shown.text, command, of);

		const saved = await person.post(page, { ...hidden, ...first, _key: crypto.randomUUID() });
		const refused = await person.post(page, { ...hidden, ...second, _key: crypto.randomUUID() });
		const again = await person.post(page, {
			...hiddenFields(refused.text, command, of),
			...second,
			_key: crypto.randomUUID(),
		});

		expect([shown.status, saved.status, refused.status]).toEqual([200, 303, 409]);
		expect(/inzwischen/i.test(refused.text)).toBe(true);
		expect(refused.text.includes(says ?? '')).toBe(true);
		const lost = Object.values(second)
			.flatMap((value) => [value].flat())
			.filter((value) => !refused.text.includes(value.split('\n').at(-1) ?? ''));
		expect(lost).toEqual([]);
		expect(again.status, 'after having seen it, the second may insist').toBe(303);
	},
);

const removals: Readonly<Record<string, () => Omit<Clash, 'second' | 'says'> & { readonly by: string }>> = {
	'a site': () => ({
		page: '/admin/organisation',
		command: 'accounts.removeSite',
		of: { siteId },
		by: 'accounts.changeSite',
		first: { ...site, name: 'Haus am Tor' },
	}),
	'a group': () => ({
		page: `/admin/groups/${groupId}`,
		command: 'accounts.removeGroup',
		by: 'accounts.renameGroup',
		first: { name: 'Evakuierung' },
	}),
	'the roles of a permission': () => ({
		page: '/admin/permissions',
		command: 'access.resetPermissionRoles',
		of: { permission: 'content.write' },
		by: 'access.setPermissionRoles',
		first: { roles: ['author', 'admin'] },
	}),
	'a setting': () => ({
		page: '/admin/settings',
		command: 'settings.resetOrganisation',
		of: setting,
		by: 'settings.changeOrganisation',
		first: { value: '11' },
	}),
	'a legal text': () => ({
		page: '/admin/legal/imprint?organisation=alpha',
		command: 'legal.removeOrganisationText',
		by: 'legal.changeOrganisationText',
		first: { body: 'Verein am Tor' },
	}),
	'a contact person': () => ({
		page: `/directory/alpha/contacts/${contactId}`,
		command: 'directory.removeContact',
		by: 'directory.changeContact',
		first: { name: 'Frau Muster' },
	}),
};

test.each(Object.entries(removals))(
	'%s that was changed meanwhile is not taken away unseen',
	async (_, removal) => {
		const { page, command, of = {}, by, first } = removal();
		const { admin } = hub.as;
		const before = (await admin.get(page)).text;

		const changed = await admin.post(page, { ...hiddenFields(before, by, of), ...first });
		const refused = await admin.post(page, hiddenFields(before, command, of));
		const again = await admin.post(page, hiddenFields(refused.text, command, of));

		expect([changed.status, refused.status]).toEqual([303, 409]);
		expect(refused.text.includes('Es ist noch nichts geschehen')).toBe(true);
		expect(again.status).toBe(303);
	},
);

test('who changes another form of the same page is not in the way', async () => {
	const page = '/admin/organisation';
	const { text } = await hub.as.admin.get(page);
	const phone = hiddenFields(text, 'accounts.changeOrganisation', {}, 1);

	await hub.as.admin.execute('accounts.changeOrganisation', {
		organisationId: hub.network.alpha,
		shortName: 'AX',
	});
	const { status } = await hub.as.admin.post(page, { ...phone, 'fields.phone': '0800 1' });

	expect(status).toBe(303);
});

/** Hidden fields of the form that runs a command, as a browser would send them. */
function hiddenFields(
	html: string,
	command: string,
	of: Fields,
	index = 0,
): Readonly<Record<string, string>> {
	const forms = (html.match(/<form[^>]*>[\s\S]*?<\/form>/g) ?? []).map((form) =>
		Object.fromEntries(
			[...form.matchAll(/<input type="hidden" name="([^"]+)" value(?:="([^"]*)")?/g)].map(
				([, name = '', value = '']) => [name, plain(value)] as const,
			),
		),
	);
	const found = forms.filter(
		(fields) =>
			fields._command === command && Object.entries(of).every(([name, value]) => fields[name] === value),
	)[index];
	if (!found) throw new Error(`no form runs ${command}`);
	return found;
}

function plain(value: string): string {
	return value
		.replaceAll('&quot;', '"')
		.replaceAll('&#34;', '"')
		.replaceAll('&#38;', '&')
		.replaceAll('&amp;', '&');
}

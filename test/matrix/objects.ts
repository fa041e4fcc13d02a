import { sql } from 'kysely';
import { createId } from '../../src/ids.ts';
import { listMisses, recordMiss } from '../../src/search/misses.ts';
import type { SeededItem } from '../harness/seed.ts';
import type { TestApp } from '../harness/test-app.ts';
import type { Owner } from './rights.ts';

export const itemStates = [
	'draft',
	'own',
	'group',
	'shared',
	'network',
	'public',
	'archived',
	'binned',
] as const;

export type ItemState = (typeof itemStates)[number];

/** One thing of every kind that commands and pages are about, belonging to one organisation. */
export interface Objects {
	readonly organisationId: string;
	readonly organisationSlug: string;
	readonly partnerId: string;
	readonly collectionId: string;
	readonly groupId: string;
	/** The group has this organisation and this person of it. */
	readonly memberId: string;
	readonly memberName: string;
	readonly siteId: string;
	readonly contactId: string;
	readonly contactUpdatedAt: number;
	readonly fileId: string;
	/** A mistake that somebody of the partner's reported, and their wish to read an item. */
	readonly reportId: string;
	readonly requestId: string;
	/** A search without a hit. */
	readonly missId: string;
	readonly synonymId: string;
	readonly invitationId: string;
	readonly links: Readonly<Record<'invitation' | 'passwordReset' | 'setup', string>>;
	readonly items: Readonly<Record<ItemState, SeededItem>>;
	/** The item that a command is about. */
	readonly item: SeededItem;
}

export async function createObjects(testApp: TestApp, owner: Owner): Promise<Objects> {
	const { app, network, as, seed } = testApp;
	const { accounts } = app;
	const organisationId = network[owner];
	const partnerId = owner === 'alpha' ? network.beta : network.alpha;
	const member = owner === 'alpha' ? 'reader' : 'foreignReader';
	const memberId = network.people[member];
	const admin = owner === 'alpha' ? as.admin : as.foreignAdmin;

	const audiences: Readonly<Record<ItemState, readonly string[]>> = {
		draft: ['own'],
		own: ['own'],
		group: [`group:${network.committee}`],
		shared: [`organisation:${partnerId}`],
		network: ['network'],
		public: ['public'],
		archived: ['public'],
		binned: ['public'],
	};
	const items: Partial<Record<ItemState, SeededItem>> = {};
	for (const state of itemStates) {
		items[state] = await seed.item({
			owner,
			title: `Verfahren ${owner} ${state}`,
			published: state !== 'draft',
			audience: audiences[state],
		});
	}
	await admin.execute('content.archive', { itemId: items.archived?.id });
	await admin.execute('content.remove', { itemId: items.binned?.id });

	const group = await admin.execute('accounts.createGroup', { organisationId, name: `Kreis ${owner}` });
	const groupId = group['id'] ?? '';
	await admin.execute('accounts.addGroupMember', { groupId, personId: memberId, organisationId });
	const site = await admin.execute('accounts.addSite', { organisationId, name: `Haus ${owner}` });
	const contact = await admin.execute('directory.addContact', { organisationId, name: `Kontakt ${owner}` });
	const { rows } = await sql<{ updated_at: number }>`select updated_at from directory_contacts
		where id = ${contact['id']}`.execute(app.database.query);
	const contactUpdatedAt = rows[0]?.updated_at ?? 0;
	const missId = await createMiss(testApp, organisationId, `Raumstation ${owner}`);
	const synonyms = await admin.execute('search.saveSynonyms', {
		organisationId,
		terms: `Eins ${owner}\nZwei`,
	});
	const invitation = await accounts.links.create({ kind: 'invitation', organisationId, roles: ['reader'] });
	const reset = await accounts.links.create({ kind: 'passwordReset', organisationId, personId: memberId });
	const setup = await accounts.links.create({ kind: 'setup' });

	const all = items as Record<ItemState, SeededItem>;
	return {
		organisationId,
		organisationSlug: owner,
		partnerId,
		collectionId: await seed.collection(`Bereich ${owner}`, owner),
		groupId,
		memberId,
		memberName: `Frau ${member}`,
		siteId: site['id'] ?? '',
		contactId: contact['id'] ?? '',
		contactUpdatedAt,
		fileId: 'gibt-es-nicht',
		...(await createMessages(testApp, owner, all)),
		missId,
		synonymId: synonyms['id'] ?? '',
		invitationId: invitation.id,
		links: { invitation: invitation.token, passwordReset: reset.token, setup: setup.token },
		items: all,
		item: all.own,
	};
}

async function createMiss({ app }: TestApp, organisationId: string, words: string): Promise<string> {
	await app.database.transaction((transaction) =>
		recordMiss(transaction, app.signingKey, {
			words,
			organisationId,
			at: Date.now(),
			isShared: true,
			isNew: true,
		}),
	);
	const misses = await listMisses(app.database.query, { organisationId, state: 'open', limit: 1 });
	return misses[0]?.id ?? '';
}

async function createMessages(
	{ app, as }: TestApp,
	owner: Owner,
	items: Objects['items'],
): Promise<Pick<Objects, 'reportId' | 'requestId'>> {
	const [partner, admin] = owner === 'alpha' ? [as.foreignAdmin, as.admin] : [as.author, as.foreignAdmin];
	const report = await partner.execute('feedback.reportMistake', {
		itemId: items.network.id,
		language: 'de',
		text: `Falsche Frist ${owner}`,
	});
	await partner.execute('feedback.requestAccess', { address: `/i/${items.own.id}` });
	const { requests } = await (await app.host.use('feedback')).received((await admin.visit()).actor);
	return {
		reportId: report['id'] ?? '',
		requestId: requests.find(({ itemId }) => itemId === items.own.id)?.id ?? '',
	};
}

/** Ids that name nothing, in the same shape. */
export function missingObjects(like: Objects): Objects {
	const item = {
		id: createId(),
		revision: 1,
		slug: 'gibt-es-nicht',
		url: `/procedures/${like.organisationSlug}/gibt-es-nicht`,
	};
	return {
		...like,
		collectionId: createId(),
		groupId: createId(),
		memberId: createId(),
		siteId: createId(),
		contactId: createId(),
		reportId: createId(),
		requestId: createId(),
		missId: createId(),
		synonymId: createId(),
		invitationId: createId(),
		items: Object.fromEntries(itemStates.map((state) => [state, item])) as Record<ItemState, SeededItem>,
		item,
	};
}

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { sql } from 'kysely';
import { systemActor } from '../../src/access/actor.ts';
import { createId } from '../../src/ids.ts';
import { pictureDigest } from '../../src/paper/word-html.ts';
import { listMisses, recordMiss } from '../../src/search/misses.ts';
import { pdfOf } from '../harness/sample-files.ts';
import type { SeededItem } from '../harness/seed.ts';
import type { TestApp, TestPerson } from '../harness/test-app.ts';
import { paragraph, picture, wordFile } from '../harness/word-file.ts';
import { onePixel } from '../harness/zip-file.ts';
import type { Owner } from './rights.ts';
import { createPackages, missingPackages, type PackageObjects } from './packages.ts';
import { createQuiz, missingQuiz, type QuizObjects } from './quiz.ts';
import { createChat, missingChat, type ChatObjects } from './chat.ts';
import { createTraining, missingTraining, type TrainingObjects } from './training.ts';

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
	/** Imports that wait for a decision, run, and are over; by nobody who is still there. */
	readonly importId: string;
	readonly runningImportId: string;
	readonly doneImportId: string;
	/** A search without a hit. */
	readonly missId: string;
	readonly synonymId: string;
	/** A rule for a collection of its own, and a text in it that waits for an approval. */
	readonly policyId: string;
	readonly reviewed: { readonly itemId: string; readonly reviewId: string; readonly commentId: string };
	/** Readable for the owner's members alone: a document with two files, a link, and the system it leads into. */
	readonly document: Pick<SeededItem, 'id' | 'url'>;
	readonly documentLink: Pick<SeededItem, 'id' | 'url'>;
	readonly systemId: string;
	/** One that all organisations link into. */
	readonly networkSystemId: string;
	/** A folder on the disk for the owner's members alone, with one file in it. */
	readonly source: { readonly id: string; readonly fileId: string };
	/** For the owner's members, who are asked to confirm it. */
	readonly announcement: Pick<SeededItem, 'id' | 'url'>;
	/** A form for the owner’s members, with which the owner works. */
	/** `picture` stands in the Word file of another template. */
	readonly template: Pick<SeededItem, 'id' | 'url'> & { readonly picture: string };
	readonly training: TrainingObjects;
	readonly chat: ChatObjects;
	readonly quiz: QuizObjects;
	readonly packages: PackageObjects;
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
	const { policyId, reviewed } = await createReview(testApp, owner);
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
		importId: await createImport(testApp, organisationId, 'ready'),
		runningImportId: await createImport(testApp, organisationId, 'running'),
		doneImportId: await createImport(testApp, organisationId, 'done'),
		missId,
		synonymId: synonyms['id'] ?? '',
		policyId,
		reviewed,
		...(await createDocuments(testApp, owner)),
		announcement: await createAnnouncement(testApp, owner),
		template: await createTemplate(testApp, owner),
		training: await createTraining(testApp, owner),
		chat: await createChat(testApp, owner, all.own),
		quiz: await createQuiz(testApp, owner),
		packages: await createPackages(testApp, owner),
		invitationId: invitation.id,
		links: { invitation: invitation.token, passwordReset: reset.token, setup: setup.token },
		items: all,
		item: all.own,
	};
}

async function createImport(
	{ app }: TestApp,
	organisationId: string,
	state: 'ready' | 'running' | 'done',
): Promise<string> {
	const id = createId();
	await app.imports.store.add(systemActor('test'), { id, organisationId, name: `${state}.zip` });
	await app.imports.store.set(id, { state });
	const { store, folders } = app.imports;
	mkdirSync(folders.texts(id), { recursive: true });
	writeFileSync(join(folders.texts(id), 'a.md'), '---\ntitle: A\n---\n\nText\n');
	const found = { kind: 'item', key: 'a', type: null, path: 'a.md', title: 'A' } as const;
	await store.storeEntries(id, [{ ...found, folders: '', languages: ['de'], files: 0, notes: [] }]);
	return id;
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

async function createAnnouncement(
	{ app, as, network }: TestApp,
	owner: Owner,
): Promise<Pick<SeededItem, 'id' | 'url'>> {
	const admin = owner === 'alpha' ? as.admin : as.foreignAdmin;
	const { id = '' } = await admin.execute('announcements.publish', {
		organisationId: network[owner],
		title: `Mitteilung ${owner}`,
		body: 'Bitte lesen Sie das.\n\n'.repeat(30),
		importance: 'urgent',
		audience: ['own'],
		pinnedUntil: '2099-12-31',
		acknowledgeBy: '2099-12-31',
	});
	const { reader } = await admin.visit();
	return { id, url: (await app.content.open(reader, id)).url };
}

async function createTemplate(
	{ app, as, network, seed }: TestApp,
	owner: Owner,
): Promise<Objects['template']> {
	const { id, url } = await seed.item({
		owner,
		type: 'template',
		title: `Anschreiben ${owner}`,
		body: '{{organisation.bank}} {{ask.clientName}} {{date + 14 days}}',
	});
	const writer = owner === 'alpha' ? as.author : as.foreignAdmin;
	await writer.execute('templates.take', { itemId: id, organisationId: network[owner] });
	const personId = network.people[owner === 'alpha' ? 'author' : 'foreignAdmin'];
	const word = Readable.from([await wordFile(paragraph(picture('Plan')))]);
	const { id: uploadId } = await app.content.attachments.uploads.receive(
		personId,
		`Brief ${owner}.docx`,
		word,
	);
	const file = await writer.execute('templates.upload', {
		uploadId,
		organisationId: network[owner],
		language: 'de',
	});
	await writer.execute('content.publish', {
		itemId: file['id'],
		language: 'de',
		revision: 1,
		audience: ['own'],
	});
	const { reader } = await writer.visit();
	const { file: fileId } = (await app.content.read(reader, { id: String(file['id']) })).fields;
	return {
		id,
		url,
		picture: `/templates/pictures/${typeof fileId === 'string' ? fileId : ''}/${pictureDigest(onePixel)}`,
	};
}

async function createDocuments(
	{ app, as, network }: TestApp,
	owner: Owner,
): Promise<Pick<Objects, 'document' | 'documentLink' | 'systemId' | 'networkSystemId' | 'source'>> {
	const [who, admin] =
		owner === 'alpha' ? (['admin', as.admin] as const) : (['foreignAdmin', as.foreignAdmin] as const);
	const send = async (name: string, bytes: Buffer) => {
		const { id } = await app.content.attachments.uploads.receive(network.people[who], name, streamOf(bytes));
		return id;
	};
	const common = { organisationId: network[owner], language: 'de', publish: true };
	const document = await admin.execute('documents.upload', {
		...common,
		title: `Vordruck ${owner}`,
		uploadId: await send('Vordruck.pdf', pdfOf('Vordruck')),
	});
	await admin.execute('documents.addVersion', {
		itemId: document['id'],
		language: 'de',
		expectedRevision: 1,
		publish: true,
		note: 'Neue Beträge',
		uploadId: await send('Vordruck-neu.pdf', pdfOf('Vordruck, zweite Fassung')),
	});
	const system = await admin.execute('documents.addSystem', {
		organisationId: network[owner],
		slug: 'dms',
		name: `DMS ${owner}`,
		pattern: 'https://dms.example/doc/{number}',
	});
	const ofNetwork = await as.networkAdmin.execute('documents.addNetworkSystem', {
		...{ slug: `netz-${owner}`, name: `Netz ${owner}`, pattern: 'https://netz.example/{number}' },
	});
	const link = await admin.execute('documents.createLink', {
		...common,
		title: `Vertrag ${owner}`,
		system: 'dms',
		reference: '2027-113',
		owner: 'Fachbereich 5',
	});
	const { reader } = await admin.visit();
	const place = async (id = '') => ({ id, url: (await app.content.open(reader, id)).url });
	return {
		document: await place(document['id']),
		documentLink: await place(link['id']),
		systemId: system['id'] ?? '',
		networkSystemId: ofNetwork['id'] ?? '',
		source: await createSource(app, admin, { owner, organisationId: network[owner] }),
	};
}

/** Listed by hand: the job that reads sources would do all other work that is due as well. */
async function createSource(
	{ config, database }: TestApp['app'],
	admin: TestPerson,
	{ owner, organisationId }: { readonly owner: Owner; readonly organisationId: string },
): Promise<Objects['source']> {
	const root = config.openFolders[0]?.path ?? '';
	mkdirSync(join(root, owner), { recursive: true });
	writeFileSync(join(root, owner, 'Plan.pdf'), pdfOf('Plan'));
	const added = await admin.execute('documents.addFolderSource', {
		organisationId,
		name: `Ablage ${owner}`,
		root,
		folder: owner,
		audience: ['own'],
	});
	const source = { id: String(added['id']), fileId: createId() };
	await database.transaction((transaction) =>
		sql`insert into documents_source_entries
			(id, source_id, path, name, sort_name, is_folder, size, modified_at, tag, text_state)
			values (${source.fileId}, ${source.id}, 'Plan.pdf', 'Plan.pdf', 'plan.pdf', 0, 300, 0, '', 'read')`.execute(
			transaction,
		),
	);
	return source;
}

async function* streamOf(bytes: Buffer) {
	yield bytes;
}

async function createReview(
	{ as, seed, network }: TestApp,
	owner: Owner,
): Promise<Pick<Objects, 'policyId' | 'reviewed'>> {
	const [author, admin] = owner === 'alpha' ? [as.author, as.admin] : [as.both, as.foreignAdmin];
	const organisationId = network[owner];
	const collectionId = await seed.collection(`Geprüftes ${owner}`, owner);
	// Beta has nobody with the role of an approver.
	await admin.execute('access.setPermissionRoles', {
		...{ organisationId, permission: 'content.approve', roles: ['approver', 'admin'] },
	});
	const rule = { organisationId, collectionId, approvers: 'people' };
	const approver = owner === 'alpha' ? network.people.approver : network.people.foreignAdmin;
	const policy = await admin.execute('content.saveReviewPolicy', { ...rule, personIds: [approver] });
	const { id } = await seed.item({ owner, title: `In Prüfung ${owner}`, collectionId, published: false });
	const on = { itemId: id, language: 'de', revision: 1 };
	const comment = await author.execute('content.comment', { ...on, text: 'Stimmt das?' });
	const review = await author.execute('content.submitForReview', on);
	return {
		policyId: policy['id'] ?? '',
		reviewed: { itemId: id, reviewId: review['reviewId'] ?? '', commentId: comment['id'] ?? '' },
	};
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
		importId: createId(),
		runningImportId: createId(),
		doneImportId: createId(),
		missId: createId(),
		synonymId: createId(),
		policyId: createId(),
		document: { id: createId(), url: `/documents/${like.organisationSlug}/gibt-es-nicht` },
		documentLink: { id: createId(), url: `/document-links/${like.organisationSlug}/gibt-es-nicht` },
		systemId: createId(),
		networkSystemId: createId(),
		source: { id: createId(), fileId: createId() },
		announcement: { id: createId(), url: `/announcements/${like.organisationSlug}/gibt-es-nicht` },
		template: {
			id: createId(),
			url: `/templates/${like.organisationSlug}/gibt-es-nicht`,
			picture: like.template.picture.replace(/[^/]+$/, '0'.repeat(32)),
		},
		training: missingTraining(like.training),
		chat: missingChat(like.chat),
		quiz: missingQuiz(like.quiz),
		packages: missingPackages(like.packages),
		reviewed: { itemId: createId(), reviewId: createId(), commentId: createId() },
		invitationId: createId(),
		items: Object.fromEntries(itemStates.map((state) => [state, item])) as Record<ItemState, SeededItem>,
		item,
	};
}

import { createHash } from 'node:crypto';
import { cpSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { format } from 'node:util';
import { sql } from 'kysely';
import PizZip from 'pizzip';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { writeReceipt } from '../../src/accounts/receipt.ts';
import { createId } from '../../src/ids.ts';
import { restoreBackup } from '../../src/backups/restore-backup.ts';
import { createApp } from '../../src/app.ts';
import { columnNamed, namesPerson, personColumns } from '../../src/host/personal-data/person-columns.ts';
import type { SeededItem } from '../harness/seed.ts';
import { closeAfterTests, temporaryFolder } from '../harness/test-app.ts';
import { createTestConfig } from '../harness/test-config.ts';
import { startTestHub, type Client, type TestHub } from '../harness/test-hub.ts';
import { testPassword } from '../harness/test-network.ts';
import { talk } from './chat.ts';
import { learn } from './learn.ts';
import { playPackage } from './play-package.ts';

// Everything that the person is, writes or is called holds this, in a form that no word of the hub has.
const canary = 'Zyxw';
const name = 'Frau Zyxwina Zyxwgard';
const email = 'zyxw@alpha.example';
const phone = '0171 zyxw 22';
const text = (what: string) => `Zyxw${what} und mehr`;

let hub: TestHub;
let personId: string;
let person: Client;
let published: SeededItem;
let backup: string;
const logged: string[] = [];

beforeAll(async () => {
	for (const method of ['log', 'info', 'warn', 'error', 'debug'] as const) {
		vi.spyOn(console, method).mockImplementation((...parts: unknown[]) => void logged.push(format(...parts)));
	}
	hub = await startTestHub({ backupFolder: temporaryFolder(), pushServices: [pushService] });
	await invite();
	await use();
	const { name: folder } = await hub.app.backups.make('manual');
	backup = join(hub.app.backups.folder, folder);
}, 120_000);
afterAll(() => vi.restoreAllMocks());

test('before, the canaries are where they belong', async () => {
	const found = canariesIn(hub.app.config.dataFolder);

	expect(found.length).toBeGreaterThan(1);
	expect(canariesIn(backup).length).toBeGreaterThan(0);
	for (const { columns } of await hub.app.erasure.sections()) {
		const named = await Promise.all(
			columns.map(async (column) => [
				column,
				await namesPerson(hub.app.database.query, columnNamed(column), personId),
			]),
		);
		expect(
			named
				.filter(([, names]) => !names)
				.map(([column]) => column)
				.filter((column) => !unused.includes(String(column))),
		).toEqual([]);
	}
});

/** Of people who do other things than this one. */
const unused = ['jobs.actor_id'];

test('a copy of everything holds what the person is called and wrote, with times that can be read', async () => {
	const copy = await copyOf(person, 'accounts.exportPersonalData');
	const own = [
		'Befehl',
		'Token',
		'Entwurf',
		'Zusammenfassung',
		'Rumpf',
		'Schritt',
		'Ungesichert',
		'Datei',
		'Unterwegs',
		'Anmerkung',
	];
	const sent = [
		...['Geändert', 'Fahrtenbuch', 'Meldung', 'Zugriff', 'Antwort', 'Ablehnung', 'Thema'],
		...['Quizantwort', 'Bewertung', 'Aufgabe', 'Nachtrag', 'Rückmeldung', 'Wunsch', 'Blatt'],
	];
	const json = JSON.stringify(copy);

	for (const what of [...own, ...sent].map(text)) expect(json.includes(what), what).toBe(true);
	for (const what of [name, email, phone, 'Runde', 'accounts.createToken'])
		expect(json.includes(what), what).toBe(true);
	expect(json.includes('argon2')).toBe(false);
	const [path, bytes] =
		Object.entries(copy.files ?? {}).find(([one]) => one.startsWith('training.assignments/')) ?? [];
	expect(path).toMatch(new RegExp(`^training\\.assignments/[\\w-]+/${text('Blatt')}\\.txt$`));
	expect(bytes).toBe(text('Blattinhalt'));
	expect(copy.sections[0]?.data['createdAt']).toMatch(/^\d{4}-\d\d-\d\dT/);
	expect(copy.sections.map(({ id }) => id)).toEqual(
		expect.arrayContaining([
			'core.account',
			'core.texts',
			'core.traces',
			'directory.contacts',
			'feedback.messages',
		]),
	);
});

test('an administrator’s copy leaves out what nobody but the person has seen', async () => {
	const copy = JSON.stringify(
		await copyOf(hub.as.networkAdmin, 'accounts.exportPersonalDataOf', { personId }),
	);

	expect(copy.includes(name)).toBe(true);
	// Not saved yet, and drafts of an organisation that administrators of the network do not read.
	expect(copy.includes(text('Ungesichert'))).toBe(false);
	expect(copy.includes(text('Rumpf'))).toBe(false);
});

test('all columns in which the person is named are declared', async () => {
	const tables = await hub.app.database.query.introspection.getTables();
	const naming: string[] = [];
	for (const { name: table, columns } of tables) {
		for (const { name: column } of columns) {
			const { rows } =
				await sql`select 1 from ${sql.table(table)} where ${sql.ref(column)} = ${personId} limit 1`
					.execute(hub.app.database.query)
					.catch(() => ({ rows: [] }));
			if (rows.length > 0) naming.push(`${table}.${column}`);
		}
	}
	const declared = (await hub.app.erasure.sections()).flatMap(({ columns, keeps }) => [...columns, ...keeps]);
	const others = ['people.id', 'settings.scope_id', 'search_documents.object_id', 'search_changes.object_id'];

	expect(naming.filter((column) => ![...declared, ...others].includes(column))).toEqual([]);
});

describe('after the erasure', () => {
	beforeAll(async () => {
		const answer = await hub.as.admin.run('accounts.erasePerson', { personId, name });
		expect(answer.status, answer.text).toBe(200);
		await hub.app.jobs.runDue();
	}, 60_000);

	test('no canary is left in database, log, index and files', () => {
		expect(canariesIn(hub.app.config.dataFolder)).toEqual([]);
	});

	test('the console has not heard of any either', () => {
		expect(logged.filter((line) => line.toLowerCase().includes(canary.toLowerCase()))).toEqual([]);
	});

	test('no column names the person but those that keep an id', async () => {
		const keeps = (await hub.app.erasure.sections()).flatMap((section) => section.keeps);
		const naming: string[] = [];
		for (const column of await personColumns(hub.app.database)) {
			if (await namesPerson(hub.app.database.query, column, personId))
				naming.push(`${column.table}.${column.column}`);
		}

		expect(naming.filter((column) => !keeps.includes(column))).toEqual([]);
	});

	test('the session has ended, the token too, and nobody signs in', async () => {
		expect((await person.get('/settings')).status).toBe(303);
		expect((await hub.as.anonymous.run('accounts.signIn', { email, password: testPassword })).status).toBe(
			401,
		);
	});

	test('what was published is read as before, by a former person', async () => {
		const page = await hub.as.reader.get(published.url);
		const history = await hub.as.author.get(`/content/${published.id}/history`);

		expect(page.status).toBe(200);
		expect(page.text.includes('Gegen Unterschrift')).toBe(true);
		expect(history.text.includes('Ehemalige Person')).toBe(true);
	});

	test('the audit log knows the id and calls it a former person', async () => {
		const { text: log } = await hub.as.admin.get('/admin/audit?organisation=alpha');

		expect(log.includes('Ehemalige Person')).toBe(true);
	});

	test('a backup from before, restored, is cleared of the person when it is opened', async () => {
		const dataFolder = temporaryFolder();
		cpSync(join(hub.app.config.dataFolder, 'erasures.jsonl'), join(dataFolder, 'erasures.jsonl'));
		await restoreBackup(dataFolder, backup);
		expect(canariesIn(dataFolder).length).toBeGreaterThan(0);

		const app = await createApp(createTestConfig({ dataFolder }));
		closeAfterTests(() => app.close());
		await app.jobs.runDue();

		expect(canariesIn(dataFolder)).toEqual([]);
		expect(await app.accounts.find(hub.network.people.reader)).not.toBeNull();
		expect(await app.accounts.find(personId)).toBeNull();
		expect(await app.audit.findBreak()).toBeNull();
	}, 60_000);

	test('the hub itself is whole', async () => {
		expect(await hub.app.audit.findBreak()).toBeNull();
		expect(await hub.app.backups.inspectOriginal()).toBeNull();
		expect((await hub.as.reader.get('/api/search?q=Dienstwagen')).json).toMatchObject({ total: 1 });
	});
});

interface Copy {
	/** Texts of the files in the archive, by their paths; null where what came is no archive. */
	readonly files: Readonly<Record<string, string>> | null;
	readonly sections: readonly { readonly id: string; readonly data: Readonly<Record<string, unknown>> }[];
}

async function copyOf(who: Client, command: string, input: unknown = {}): Promise<Copy> {
	const { json } = await who.run(command, input);
	const { receipt } = (json['result'] ?? json) as unknown as { receipt: string };
	const answer = await fetch(`${hub.url}/personal-data/${receipt}`, { headers: who.headers });
	expect(answer.status).toBe(200);
	if (answer.headers.get('content-type') !== 'application/zip')
		return { ...((await answer.json()) as Omit<Copy, 'files'>), files: null };
	const { files } = new PizZip(await answer.arrayBuffer());
	const texts = Object.fromEntries(Object.entries(files).map(([path, file]) => [path, file.asText()]));
	const [, written = '{}'] = Object.entries(texts).find(([path]) => path.endsWith('.json')) ?? [];
	return { ...(JSON.parse(written) as Omit<Copy, 'files'>), files: texts };
}

/** The way people come in. */
async function invite(): Promise<void> {
	const { as, network } = hub;
	const { token } = await as.admin.execute('accounts.invite', {
		organisationId: network.alpha,
		roles: ['author'],
		email,
	});
	const accepted = await as.anonymous.post(`/invitation/${token}`, {
		_command: 'accounts.acceptInvitation',
		_key: 'retry-of-zyxw',
		_next: '/',
		token: String(token),
		name,
		email,
		password: testPassword,
	});
	const cookie = [accepted.headers['set-cookie'] ?? []]
		.flat()
		.map((one) => one.split(';')[0])
		.join('; ');
	person = hub.client({ cookie, 'user-agent': 'Zyxwbrowser/1.0' });
	const { id } = await hub.app.database.query
		.selectFrom('people')
		.select('id')
		.where('email', '=', email)
		.executeTakeFirstOrThrow();
	personId = id;
}

/** One of everything that a person can do or have done to them. */
/** Everything by which the hub turns to the person; the mails wait for a server that is not there. */
async function beWrittenTo(run: (command: string, input: unknown) => Promise<unknown>): Promise<void> {
	const { app, as, network } = hub;
	const server = { host: 'localhost', port: 1, security: 'none', from: 'hub@hub.example' };
	await as.networkAdmin.run('mail.configure', server);
	await run('feeds.createAddress', {});
	await run('notifications.addDevice', { endpoint: `${pushService}/${text('Gerät')}` });
	await run('notifications.choose', { choices: [{ kind: 'core.responsible', page: true, mail: 'now' }] });
	const kind = 'core.responsible';
	await app.notifications.notify({ kind, to: [personId], path: '/' });
	await app.notifications.notify({ kind, to: [network.people.author], path: '/', by: personId });
	const to = { personId };
	await app.mails.send([{ template: 'digest', to, data: { frequency: 'daily', notificationIds: [] } }]);
	const invitation = { organisationId: network.beta, roles: ['reader'], email };
	await as.foreignAdmin.run('accounts.invite', invitation);
}

const pushService = 'https://push.example';

async function use(): Promise<void> {
	const { as, network, seed, app } = hub;
	const { alpha } = network;
	let keys = 0;
	const run = async (command: string, input: unknown) => {
		const answer = await person.run(command, input, { 'idempotency-key': `key-${(keys += 1)}` });
		expect(answer.status, `${command} ${answer.text}`).toBe(200);
		return answer.json as unknown as {
			id: string;
			revision: number;
			result?: { id: string; revision: number };
		};
	};
	const resultOf = async (command: string, input: unknown) => {
		const answer = await run(command, input);
		return answer.result ?? answer;
	};

	await as.anonymous.run('accounts.signIn', { email, password: 'falsch' });
	await as.anonymous.run('accounts.signIn', { email, password: testPassword });
	await run('accounts.changePreferences', {
		keybindings: [{ command: text('Befehl'), key: 'ctrl+shift+y' }],
	});
	await run('accounts.createToken', { name: text('Token'), scope: 'write' });
	await beWrittenTo(run);
	await run('walkthroughs.markStep', { walkthrough: 'first-steps.reader', step: 'search' });
	await talk(hub, { id: personId, name, text, run: resultOf });

	// Texts brought along, and texts taken away.
	const importId = createId();
	const sent = { importId, personId, organisationId: alpha, name: 'sammlung.zip' };
	await app.imports.folders.create(importId);
	await run('transfer.createImport', {
		organisationId: alpha,
		receipt: writeReceipt(sent, app.signingKey),
	});
	await run('transfer.createExport', { scope: 'organisation', scopeId: alpha, format: 'markdown' });

	// A draft that nobody else ever saw, with all its fields and a file.
	const draft = await resultOf('content.create', {
		organisationId: alpha,
		type: 'procedure',
		language: 'de',
		title: text('Entwurf'),
		summary: text('Zusammenfassung'),
		body: text('Rumpf'),
		fields: { steps: [{ title: text('Schritt') }] },
	});
	await run('content.setProperties', {
		itemId: draft.id,
		tags: [text('Schlagwort')],
		responsiblePersonId: personId,
	});
	await run('content.autosave', {
		itemId: draft.id,
		language: 'de',
		expectedRevision: draft.revision,
		text: { title: text('Ungesichert'), summary: '', body: text('Ungesichert'), form: [] },
	});
	await attach(draft.id, `${text('Datei')}.txt`, text('Inhalt'));
	await app.content.attachments.uploads.begin(personId, { name: `${text('Unterwegs')}.pdf`, size: 10 });

	// A published text, with a note, an unpublished change over it, a working copy, and a translation.
	const own = await resultOf('content.create', {
		organisationId: alpha,
		type: 'procedure',
		language: 'de',
		title: 'Schlüssel ausgeben',
		body: 'Gegen Unterschrift.',
	});
	const noted = await resultOf('content.saveDraft', {
		itemId: own.id,
		language: 'de',
		expectedRevision: own.revision,
		title: 'Schlüssel ausgeben',
		body: 'Gegen Unterschrift, immer.',
		note: text('Anmerkung'),
	});
	await run('content.publish', {
		itemId: own.id,
		language: 'de',
		revision: noted.revision,
		audience: ['network'],
	});
	const planned = await resultOf('content.saveDraft', {
		itemId: own.id,
		language: 'de',
		expectedRevision: noted.revision,
		title: text('Geändert'),
		body: text('Geändert'),
	});
	await run('content.schedule', {
		itemId: own.id,
		language: 'de',
		revision: planned.revision,
		publishAt: '2099-11-03T08:00',
	});
	await as.admin.execute('content.saveReviewPolicy', {
		organisationId: alpha,
		collectionId: await seed.collection('Von ihr freizugeben'),
		approvers: 'people',
		personIds: [personId],
	});
	await run('content.autosave', {
		itemId: own.id,
		language: 'de',
		expectedRevision: noted.revision,
		text: { title: text('Ungesichert'), summary: '', body: '', form: [] },
	});
	await run('content.confirmReview', { itemId: own.id, nextReview: '2027-11-03' });
	const { slug } = await app.database.query
		.selectFrom('items')
		.select('slug')
		.where('id', '=', own.id)
		.executeTakeFirstOrThrow();
	published = { id: own.id, revision: noted.revision, slug, url: `/procedures/alpha/${slug}` };

	// A change that the person began to somebody else's text, and what they answer for.
	const shared = await seed.item({
		title: 'Dienstwagen',
		body: 'Fahrtenbuch führen.',
		audience: ['network'],
	});
	const changed = await resultOf('content.saveDraft', {
		itemId: shared.id,
		language: 'de',
		expectedRevision: shared.revision,
		title: text('Dienstwagen'),
		body: text('Fahrtenbuch'),
	});
	// Given to others, with what was said about it; somebody else quotes the person's words.
	const reviewed = { itemId: shared.id, language: 'de', revision: changed.revision };
	await run('content.submitForReview', { ...reviewed, message: text('Nachricht') });
	await run('content.comment', {
		...reviewed,
		quote: text('Fahrtenbuch'),
		text: text('Kommentar'),
		proposal: text('Vorschlag'),
	});
	await as.author.execute('content.comment', { ...reviewed, quote: text('Fahrtenbuch'), text: 'Wirklich?' });
	await run('content.comment', { ...reviewed, revision: shared.revision, text: text('Vorher') });
	await as.author.execute('content.setProperties', { itemId: shared.id, responsiblePersonId: personId });

	// Searching in vain, twice, so that the words are remembered; someone hands the search to the person.
	for (const words of ['Zyxwgard Kündigung', 'Raumstation']) {
		await run('search.reportMiss', { text: words });
		await as.admin.execute('search.reportMiss', { text: words });
	}
	const misses = await app.database.query.selectFrom('search_misses').select(['id', 'revision']).execute();
	for (const miss of misses) {
		await as.admin.execute('search.assignMiss', {
			missId: miss.id,
			revision: miss.revision,
			assignee: `person:${personId}`,
		});
	}
	await person.get(`/api/search?q=${encodeURIComponent(name)}`);

	// Plugins.
	await run('favourites.add', { itemId: shared.id, language: 'de' });
	await as.author.execute('acknowledgements.ask', { itemId: shared.id });
	await run('acknowledgements.confirm', { itemId: shared.id, edition: 1 });
	await run('feedback.reportMistake', { itemId: shared.id, language: 'de', text: text('Meldung') });
	await run('feedback.requestAccess', { address: '/procedures/beta/geheim', text: text('Zugriff') });
	const report = await as.reader.execute('feedback.reportMistake', {
		itemId: published.id,
		language: 'de',
		text: 'Da fehlt ein Wort.',
	});
	await run('feedback.answerReport', { reportId: report['id'], text: text('Antwort') });
	const closed = await seed.item({ title: 'Intern', audience: ['own'] });
	await as.foreignReader.execute('feedback.requestAccess', { address: closed.url, text: 'Bitte.' });
	const request = await sql<{
		id: string;
	}>`select id from feedback_requests where item_id = ${closed.id}`.execute(app.database.query);
	await run('feedback.declineAccess', { requestId: request.rows[0]?.id, text: text('Ablehnung') });
	const quiz = await seed.item({ type: 'quiz', title: 'Quiz', fields: { questions: '## A\nAntwort: frei' } });
	const attempt = await run('training.startQuiz', { itemId: quiz.id, language: 'de' });
	await run('training.handInQuiz', { attemptId: attempt['id'], answers: { 0: text('Quizantwort') } });
	await as.admin.execute('directory.addContact', {
		organisationId: alpha,
		name,
		topic: text('Thema'),
		phone,
		email,
		personId,
	});
	await as.anonymous.execute('legal.reportBarrier', { text: text('Barriere'), contact: email });

	// What others do with the account, and what it does with others.
	const { id: groupId } = await as.admin.execute('accounts.createGroup', {
		organisationId: alpha,
		name: 'Runde',
	});
	await as.admin.execute('accounts.addGroupMember', { groupId, personId, organisationId: alpha });
	await app.accounts.people.addMembership(personId, alpha, ['admin']);
	await learn(hub, { id: personId, run, text });
	await playPackage(hub, { client: person, id: personId, run, text });
	await run('accounts.invite', { organisationId: alpha, roles: ['reader'] });
	await run('accounts.exportPersonalData', {});
	await as.networkAdmin.execute('accounts.createPasswordReset', { organisationId: alpha, personId });
}

async function attach(itemId: string, fileName: string, content: string): Promise<void> {
	const boundary = 'zzz';
	const answer = await person.send('POST', `/files?item=${itemId}`, {
		headers: { 'content-type': `multipart/form-data; boundary=${boundary}`, 'sec-fetch-site': 'same-origin' },
		body: [
			`--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${fileName}"\r\n`,
			`content-type: text/plain\r\n\r\n${content}\r\n--${boundary}--\r\n`,
		].join(''),
	});
	expect(answer.status, answer.text).toBeLessThan(400);
}

/** Files under a folder that hold a canary, or a digest of the address; also in their names. */
function canariesIn(folder: string): string[] {
	const digests = [email, name, phone].flatMap((secret) =>
		(['hex', 'base64url'] as const).map((encoding) => createHash('sha256').update(secret).digest(encoding)),
	);
	const wanted = [canary.toLowerCase(), ...digests.map((digest) => digest.toLowerCase())];
	return readdirSync(folder, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map((entry) => join(entry.parentPath, entry.name))
		.filter((path) => {
			const bytes = `${path}\n${readFileSync(path, 'latin1')}`.toLowerCase();
			return wanted.some((secret) => bytes.includes(secret));
		})
		.map((path) => relative(folder, path));
}

import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { noteQueries } from '../../test/harness/asked-queries.ts';
import { createTestApp, type TestApp, type TestPerson } from '../../test/harness/test-app.ts';
import { tasksFor } from '../../src/host/tasks/tasks.ts';
import type { Feedback } from './feedback.ts';

let hub: TestApp;
let feedback: Feedback;
const queries: string[] = [];
beforeAll(async () => {
	hub = await createTestApp({ plugins: ['feedback', 'procedures'], onQuery: noteQueries(queries) });
	feedback = await hub.app.host.use('feedback');
});

async function ask(as: TestPerson, address: string, text = 'Ich vertrete Frau Beispiel.') {
	return as.execute('feedback.requestAccess', { address, text });
}

async function sent(who: keyof TestApp['as']) {
	const { actor } = await hub.as[who].visit();
	return (await feedback.sent(actor)).requests;
}

async function received(who: keyof TestApp['as'], itemId: string) {
	const { actor } = await hub.as[who].visit();
	return (await feedback.received(actor)).requests.filter((request) => request.itemId === itemId);
}

async function tasksOf(who: keyof TestApp['as']) {
	return tasksFor(hub.app, await hub.as[who].visit(), hub.app.translator.for('de'));
}

async function idOf(itemId: string): Promise<string> {
	const [request] = await received('author', itemId);
	return request?.id ?? '';
}

test('a request for what is there and for what is not look alike to whoever asks', async () => {
	const { id, url } = await hub.seed.item({ title: 'Geheimer Titel', audience: ['own'] });
	const addresses = [`/i/${id}`, url, '/i/gibt-es-nicht', '/procedures/alpha/gibt-es-nicht', '/irgendwo'];

	const answers = [];
	for (const address of addresses) answers.push(await ask(hub.as.foreignReader, address));

	expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
	const listed = await sent('foreignReader');
	expect(listed.map(({ address }) => address).sort()).toEqual([...addresses].sort());
	expect(
		new Set(listed.map((one) => JSON.stringify({ ...one, id: '', address: '', createdAt: 0 }))).size,
	).toBe(1);
	expect(JSON.stringify(listed)).not.toContain('Geheimer Titel');
});

test('the same work is done for both', async () => {
	const { id } = await hub.seed.item({ audience: ['own'] });
	const shape = async (address: string) => {
		queries.length = 0;
		await ask(hub.as.foreignAdmin, address);
		return [...queries];
	};
	await shape('/i/zuerst');

	const there = await shape(`/i/${id}`);
	const missing = await shape(`/i/${id.replace(/.$/, (last) => (last === '0' ? '1' : '0'))}`);

	expect(there).toEqual(missing);
});

test('a request reaches those who publish for the owner, and nobody else', async () => {
	const { id, url } = await hub.seed.item({ title: 'Schlüssel', audience: ['own'] });

	await ask(hub.as.foreignReader, url);

	const request = { itemTitle: 'Schlüssel', writer: 'Frau foreignReader', writerOrganisation: 'Beta' };
	expect(await received('author', id)).toMatchObject([request]);
	expect(await received('admin', id)).toMatchObject([request]);
	for (const who of ['reader', 'foreignAdmin', 'foreignReader', 'networkAdmin'] as const) {
		expect(await received(who, id), who).toEqual([]);
	}
	expect((await tasksOf('author')).map(({ title }) => title)).toContain(
		'Über Zugriff entscheiden: „Schlüssel“',
	);
	expect((await tasksOf('foreignAdmin')).filter(({ title }) => title.includes('Schlüssel'))).toEqual([]);
});

test('drafts reach their owner, what lies in the bin reaches nobody', async () => {
	const draft = await hub.seed.item({ published: false });
	const binned = await hub.seed.item({});
	await hub.as.admin.execute('content.remove', { itemId: binned.id });

	await ask(hub.as.foreignReader, `/i/${draft.id}`);
	await ask(hub.as.foreignReader, `/i/${binned.id}`);

	expect(await received('author', draft.id)).toHaveLength(1);
	expect(await received('author', binned.id)).toEqual([]);
});

test('letting the organisation in opens the text, and the person hears of it', async () => {
	const { id } = await hub.seed.item({ audience: ['own'] });
	await ask(hub.as.both, `/i/${id}`);
	await ask(hub.as.foreignReader, `/i/${id}`);
	const requestId = (await received('author', id)).find(({ writer }) => writer === 'Frau foreignReader')?.id;
	const grant = { requestId, organisation: true, text: 'Gern.' };

	await expect(hub.as.foreignAdmin.execute('feedback.grantAccess', grant)).rejects.toMatchObject({
		code: 'request.notFound',
	});
	await expect(hub.as.reader.execute('feedback.grantAccess', grant)).rejects.toMatchObject({
		code: 'access.denied',
	});
	await hub.as.author.execute('feedback.grantAccess', grant);

	const { reader } = await hub.as.foreignReader.visit();
	await expect(hub.app.content.read(reader, { id })).resolves.toMatchObject({ id });
	expect((await sent('foreignReader'))[0]).toMatchObject({ outcome: 'granted', answer: 'Gern.' });
	expect((await tasksOf('foreignReader')).map(({ title }) => title)).toContain(
		`Sie haben Zugriff bekommen: /i/${id}`,
	);
});

test('nobody is told of access that they do not have, and nothing has changed then', async () => {
	const own = await hub.seed.item({ audience: ['own'] });
	const draft = await hub.seed.item({ published: false });
	const ofGroup = await hub.seed.item({ audience: [`group:${hub.network.committee}`] });
	for (const { id } of [own, draft, ofGroup]) await ask(hub.as.foreignAdmin, `/i/${id}`);
	const grant = async (itemId: string, organisation: boolean) =>
		hub.as.author.execute('feedback.grantAccess', { requestId: await idOf(itemId), organisation });

	for (const [itemId, organisation] of [
		[own.id, false],
		[draft.id, true],
		[ofGroup.id, true],
	] as const) {
		await expect(grant(itemId, organisation)).rejects.toMatchObject({
			fields: [{ path: 'organisation', message: 'feedback.error.notReadable' }],
		});
	}

	const { rows } = await sql<{ principal: string }>`select principal from item_audience
		where item_id in (${draft.id}, ${ofGroup.id}) order by principal`.execute(hub.app.database.query);
	expect(rows.map(({ principal }) => principal)).toEqual([
		`group:${hub.network.committee}`,
		`organisation:${hub.network.alpha}`,
	]);
});

test('a refusal is told with its reason; silence looks like a request that is still open', async () => {
	const declined = await hub.seed.item({ audience: ['own'] });
	const ignored = await hub.seed.item({ audience: ['own'] });
	await ask(hub.as.foreignMember, `/i/${declined.id}`);
	await ask(hub.as.foreignMember, `/i/${ignored.id}`);
	await ask(hub.as.foreignMember, '/i/gibt-es-nicht');

	await hub.as.author.execute('feedback.declineAccess', {
		requestId: await idOf(declined.id),
		text: 'Nur für uns.',
	});
	await hub.as.author.execute('feedback.ignoreRequest', { requestId: await idOf(ignored.id) });
	const sameAsNowhere = async () => {
		const listed = new Map((await sent('foreignMember')).map((request) => [request.address, request]));
		const [silent, nowhere] = [`/i/${ignored.id}`, '/i/gibt-es-nicht'].map((address) => ({
			...listed.get(address),
			id: '',
			address: '',
			createdAt: 0,
		}));
		expect(listed.size).toBe(3);
		expect(silent).toEqual(nowhere);
		return listed;
	};

	const listed = await sameAsNowhere();
	expect(listed.get(`/i/${declined.id}`)).toMatchObject({ outcome: 'declined', answer: 'Nur für uns.' });
	await ask(hub.as.foreignMember, `/i/${ignored.id}`);
	await ask(hub.as.foreignMember, '/i/gibt-es-nicht');
	await sameAsNowhere();
});

test('an address leads out of the hub for nobody', async () => {
	for (const address of ['https://evil.example/', '//evil.example', '/\\evil.example', 'x']) {
		await expect(ask(hub.as.reader, address), address).rejects.toMatchObject({
			code: 'command.inputInvalid',
			fields: [{ path: 'address' }],
		});
	}
});

test('who asks without end is asked to wait, whatever there is', async () => {
	const { as, seed } = await createTestApp({ plugins: ['feedback', 'procedures'] });
	const { id } = await seed.item({ audience: ['own'] });
	const send = (address: string) => as.foreignReader.execute('feedback.requestAccess', { address });
	for (let asked = 0; asked < 10; asked += 1) await send(`/i/${asked}`);

	await expect(send(`/i/${id}`)).rejects.toMatchObject({ code: 'request.tooMany' });
	await expect(send('/i/nichts')).rejects.toMatchObject({ code: 'request.tooMany' });
});

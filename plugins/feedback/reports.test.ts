import { beforeAll, expect, test } from 'vitest';
import { noteQueries } from '../../test/harness/asked-queries.ts';
import { createTestApp, type TestApp, type TestPerson } from '../../test/harness/test-app.ts';
import { tasksFor } from '../../src/host/tasks/tasks.ts';
import type { Feedback } from './feedback.ts';

let hub: TestApp;
let feedback: Feedback;
beforeAll(async () => {
	hub = await createTestApp({ plugins: ['feedback', 'procedures'] });
	feedback = await hub.app.host.use('feedback');
});

async function report(as: TestPerson, itemId: string, details: object = {}): Promise<string> {
	const answer = await as.execute('feedback.reportMistake', {
		itemId,
		language: 'de',
		text: 'Die Frist ist falsch.',
		...details,
	});
	return String(answer['id']);
}

async function waitsFor(who: keyof TestApp['as'], id: string): Promise<boolean> {
	const tasks = await tasksFor(hub.app, await hub.as[who].visit(), hub.app.translator.for('de'));
	return tasks.some(({ url }) => url.endsWith(id));
}

async function open(who: keyof TestApp['as'], id: string) {
	const { actor } = await hub.as[who].visit();
	return feedback.report(actor, id);
}

test('a report waits for the person who is named as responsible, and for nobody else', async () => {
	const { id: itemId } = await hub.seed.item({ audience: ['network'] });
	await hub.as.author.execute('content.setProperties', {
		itemId,
		responsiblePersonId: hub.network.people.reader,
		responsibleGroupId: null,
	});

	const id = await report(hub.as.foreignReader, itemId);

	expect(await waitsFor('reader', id)).toBe(true);
	expect(await waitsFor('author', id)).toBe(false);
	expect(await waitsFor('foreignReader', id)).toBe(false);
	expect(await waitsFor('foreignAdmin', id)).toBe(false);
});

test('without a person it waits for the group, and without one for those who write for the owner', async () => {
	const ofGroup = await hub.seed.item({ audience: ['network'] });
	await hub.as.author.execute('content.setProperties', {
		itemId: ofGroup.id,
		responsibleGroupId: hub.network.committee,
	});
	const ofNobody = await hub.seed.item({ audience: ['network'] });

	const forGroup = await report(hub.as.foreignReader, ofGroup.id);
	const forWriters = await report(hub.as.foreignReader, ofNobody.id);

	expect(await waitsFor('foreignMember', forGroup)).toBe(true);
	expect(await waitsFor('author', forGroup)).toBe(false);
	expect(await waitsFor('author', forWriters)).toBe(true);
	expect(await waitsFor('admin', forWriters)).toBe(true);
	expect(await waitsFor('reader', forWriters)).toBe(false);
	expect(await waitsFor('foreignAdmin', forWriters)).toBe(false);
});

test('a report for somebody who has left the organisation falls to those who write', async () => {
	const { app, as, network, seed } = await createTestApp({ plugins: ['feedback', 'procedures'] });
	const { id: itemId } = await seed.item({ audience: ['network'] });
	await as.author.execute('content.setProperties', { itemId, responsiblePersonId: network.people.approver });
	const answer = await as.foreignReader.execute('feedback.reportMistake', {
		itemId,
		language: 'de',
		text: 'Falsch.',
	});
	await app.accounts.people.removeMembership(network.people.approver, network.alpha);

	const tasks = await tasksFor(app, await as.author.visit(), app.translator.for('de'));

	expect(tasks.map(({ url }) => url)).toContain(`/feedback/reports/${String(answer['id'])}`);
});

test('what one may not read, one cannot report; visitors report what is public', async () => {
	const own = await hub.seed.item({ audience: ['own'] });
	const open = await hub.seed.item({ audience: ['public'] });

	await expect(report(hub.as.foreignReader, own.id)).rejects.toMatchObject({ code: 'request.notFound' });
	await expect(report(hub.as.anonymous, own.id)).rejects.toMatchObject({ code: 'request.notFound' });
	await expect(report(hub.as.anonymous, 'nothing')).rejects.toMatchObject({ code: 'request.notFound' });
	await expect(report(hub.as.anonymous, open.id)).resolves.toBeTypeOf('string');
});

test('only those who answer for the text and whoever wrote it see a report', async () => {
	const { id: itemId } = await hub.seed.item({ audience: ['network'] });
	const id = await report(hub.as.foreignReader, itemId);

	expect(await open('author', id)).toMatchObject({
		mayAnswer: true,
		report: { writer: 'Frau foreignReader', writerOrganisation: 'Beta' },
	});
	expect(await open('foreignReader', id)).toMatchObject({ mayAnswer: false });
	for (const who of ['reader', 'foreignAdmin', 'networkAdmin', 'stranger'] as const) {
		await expect(open(who, id), who).rejects.toMatchObject({ code: 'request.notFound' });
	}
	await expect(open('anonymous', id)).rejects.toMatchObject({ code: 'access.signInRequired' });
});

test('the answer reaches the reporter, once, until they have read it', async () => {
	const { id: itemId } = await hub.seed.item({ audience: ['network'] });
	const id = await report(hub.as.foreignReader, itemId);
	const answer = { reportId: id, text: 'Danke, ist geändert.' };

	await expect(hub.as.foreignAdmin.execute('feedback.answerReport', answer)).rejects.toMatchObject({
		code: 'request.notFound',
	});
	await expect(hub.as.foreignReader.execute('feedback.answerReport', answer)).rejects.toMatchObject({
		code: 'request.notFound',
	});
	await hub.as.author.execute('feedback.answerReport', answer);

	expect(await waitsFor('author', id)).toBe(false);
	expect(await waitsFor('foreignReader', id)).toBe(true);
	expect(await open('foreignReader', id)).toMatchObject({
		answerer: 'Frau author',
		report: { answer: 'Danke, ist geändert.' },
	});
	await expect(hub.as.author.execute('feedback.answerReport', answer)).rejects.toMatchObject({
		code: 'request.notFound',
	});
	await expect(hub.as.author.execute('feedback.dismiss', { id })).rejects.toMatchObject({
		code: 'request.notFound',
	});
	await hub.as.foreignReader.execute('feedback.dismiss', { id });
	expect(await waitsFor('foreignReader', id)).toBe(false);
});

test('who reports without end is asked to wait, visitors of one network sooner than people', async () => {
	const { as, seed } = await createTestApp({ plugins: ['feedback', 'procedures'] });
	const { id: itemId } = await seed.item({ audience: ['public'] });
	const send = (who: TestPerson) =>
		who.execute('feedback.reportMistake', { itemId, language: 'de', text: 'Falsch.' });
	for (let sent = 0; sent < 8; sent += 1) await send(as.anonymous);

	await expect(send(as.anonymous)).rejects.toMatchObject({ code: 'request.tooMany' });
	await expect(send(as.reader)).resolves.toBeDefined();
});

test('everything a person wrote can be taken out and erased, in questions and in answers', async () => {
	const { id: itemId } = await hub.seed.item({ audience: ['network'] });
	const { foreignReader, author } = hub.network.people;
	const asked = await report(hub.as.foreignReader, itemId, { text: 'Kanarie 11', passage: 'Kanarie 12' });
	await hub.as.author.execute('feedback.answerReport', { reportId: asked, text: 'Kanarie 13' });
	await hub.as.foreignReader.execute('feedback.requestAccess', { address: '/i/x', text: 'Kanarie 14' });
	const handler = (await hub.app.host.personalData()).get('feedback.messages');

	expect(JSON.stringify(await handler?.export(foreignReader))).toMatch(
		/(?=.*Kanarie 11)(?=.*Kanarie 12)(?=.*Kanarie 14)/,
	);
	expect(JSON.stringify(await handler?.export(foreignReader))).not.toContain('Kanarie 13');
	expect(JSON.stringify(await handler?.export(author))).toContain('Kanarie 13');
	await handler?.erase(author);
	expect(await open('foreignReader', asked)).toMatchObject({ report: { text: 'Kanarie 11', answer: '' } });
	await handler?.erase(foreignReader);

	expect(await handler?.export(foreignReader)).toEqual({ reports: [], requests: [] });
});

test('what was received takes three queries, however much it is', async () => {
	const counted: string[] = [];
	const { app, as, seed } = await createTestApp({
		plugins: ['feedback', 'procedures'],
		onQuery: noteQueries(counted),
	});
	const { received } = await app.host.use('feedback');
	for (let number = 0; number < 3; number += 1) {
		const { id: itemId } = await seed.item({ audience: ['network'] });
		const mistake = { itemId, language: 'de', text: 'Falsch.' };
		await as.foreignReader.execute('feedback.reportMistake', mistake);
	}
	const { actor } = await as.author.visit();
	counted.length = 0;

	const { reports } = await received(actor);

	expect(reports).toHaveLength(3);
	expect(counted).toHaveLength(3);
});

import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { writeReceipt } from '../../src/accounts/receipt.ts';
import { startTestHub, type TestHub } from '../harness/test-hub.ts';
import type { Who } from '../harness/test-network.ts';

let hub: TestHub;
const ask = async (who: Who, subject: Who) => {
	const { status, json } = await hub.as[who].run('accounts.exportPersonalDataOf', {
		personId: hub.network.people[subject],
	});
	return { status, receipt: json as { result?: { receipt: string }; receipt?: string } };
};
const receiptOf = (answer: { receipt: { result?: { receipt: string }; receipt?: string } }) =>
	answer.receipt.result?.receipt ?? answer.receipt.receipt ?? '';
const fetchAs = (who: Who | 'anonymous', receipt: string) => hub.as[who].get(`/personal-data/${receipt}`);
const erase = (who: Who, subject: Who, name = `Frau ${subject}`) =>
	hub.as[who].run('accounts.erasePerson', { personId: hub.network.people[subject], name });

describe('a copy of everything about somebody else', () => {
	beforeAll(async () => {
		hub = await startTestHub();
	});

	test.each<[Who, Who, number]>([
		['admin', 'reader', 200],
		['networkAdmin', 'reader', 200],
		['networkAdmin', 'stranger', 200],
		// Belongs to the other organisation too, whose business is nobody else's.
		['admin', 'both', 404],
		['foreignAdmin', 'both', 404],
		['foreignAdmin', 'reader', 404],
		['admin', 'stranger', 404],
		['admin', 'networkAdmin', 404],
		['author', 'reader', 403],
	])('is for %s of %s: %i', async (who, subject, status) => {
		expect((await ask(who, subject)).status).toBe(status);
	});

	test('is fetched by whoever asked for it and by nobody else, and stands in the log', async () => {
		const receipt = receiptOf(await ask('admin', 'reader'));

		const own = await fetchAs('admin', receipt);
		const others = await Promise.all(
			(['networkAdmin', 'reader', 'foreignAdmin', 'anonymous'] as const).map((who) => fetchAs(who, receipt)),
		);
		const [entry] = await hub.app.audit.list({ organisationIds: null, limit: 1 });

		expect(own.status).toBe(200);
		expect(others.map(({ status }) => status)).toEqual([404, 404, 404, 404]);
		expect(entry).toMatchObject({
			action: 'accounts.exportPersonalDataOf',
			actorId: hub.network.people.admin,
			objects: { person: hub.network.people.reader },
		});
	});

	test('is stored by nobody on the way, and its name names nobody', async () => {
		const { headers } = await fetchAs('admin', receiptOf(await ask('admin', 'reader')));

		expect(headers['cache-control']).toBe('private, no-store');
		expect(headers['content-type']).toBe('application/json; charset=utf-8');
		expect(headers['content-disposition']).toMatch(/^attachment; filename="verbund-\d{4}-\d\d-\d\d\.json"$/);
		expect(headers['content-security-policy']).toContain('sandbox');
	});

	test('is fetched by the form on one’s own page', async () => {
		const form = { _command: 'accounts.exportPersonalData', _next: '/personal-data/{receipt}' };

		const posted = await hub.as.reader.post('/settings/data', form);
		const copy = await hub.as.reader.get(posted.headers.location ?? '');

		expect(posted.status).toBe(303);
		expect(copy.status).toBe(200);
		expect(copy.text.includes('Frau reader')).toBe(true);
	});

	test('is no longer there after ten minutes, nor for a receipt that the hub did not write for this', async () => {
		const { signingKey } = hub.app;
		const { admin, reader } = hub.network.people;
		const people = { subjectId: reader, askerId: admin };
		const receipts = [
			writeReceipt({ ...people, until: Date.now() - 1 }, signingKey),
			writeReceipt({ ...people, until: Date.now() + 60_000 }, 'another key'),
			writeReceipt({ id: 'x', name: 'x', mediaType: 'x', size: 1, sha256: '' }, signingKey),
			`${Buffer.from(JSON.stringify(people)).toString('base64url')}.x`,
			'',
			'%00',
		];

		for (const receipt of receipts) expect((await fetchAs('admin', receipt)).status, receipt).toBe(404);
		for (const malformed of ['%', '%zz']) expect((await fetchAs('admin', malformed)).status).toBe(400);
		const good = writeReceipt({ ...people, until: Date.now() + 60_000 }, signingKey);
		expect((await fetchAs('admin', good)).status).toBe(200);
		expect((await hub.as.admin.run('content.attachFile', { itemId: 'x', receipt: good })).status).toBe(404);
	});

	test('is not fetched by posting, and not by a token that may only read', async () => {
		const receipt = receiptOf(await ask('admin', 'reader'));
		const { token } = await hub.app.accounts.tokens.create({
			personId: hub.network.people.admin,
			name: 'A',
			scope: 'read',
			expiresAt: null,
		});
		const reading = hub.client({ authorization: `Bearer ${token}` });

		expect((await hub.as.admin.post(`/personal-data/${receipt}`, {})).status).toBe(405);
		expect((await reading.run('accounts.exportPersonalData', {})).status).toBe(403);
	});

	test('ends with the right to it', async () => {
		const receipt = receiptOf(await ask('admin', 'trainer'));

		await hub.app.accounts.people.addMembership(hub.network.people.trainer, hub.network.beta, ['reader']);

		expect((await fetchAs('admin', receipt)).status).toBe(404);
	});
});

describe('erasing somebody', () => {
	beforeEach(async () => {
		hub = await startTestHub();
	});
	const isThere = async (who: Who) =>
		(await hub.app.accounts.people.erased([hub.network.people[who]])).length === 0 &&
		(await hub.app.accounts.people.nameOf(hub.network.people[who])) === `Frau ${who}`;

	test.each<[Who, Who, number]>([
		['admin', 'both', 404],
		['admin', 'networkAdmin', 404],
		['admin', 'stranger', 404],
		['foreignAdmin', 'reader', 404],
		['author', 'reader', 403],
		// Oneself, and the last who administers.
		['admin', 'admin', 409],
		['networkAdmin', 'networkAdmin', 409],
		['networkAdmin', 'foreignAdmin', 409],
	])('%s does not erase %s: %i', async (who, subject, status) => {
		expect((await erase(who, subject)).status).toBe(status);
		expect(await isThere(subject)).toBe(true);
	});

	test.each<[Who, Who]>([
		['admin', 'reader'],
		['networkAdmin', 'both'],
		['networkAdmin', 'stranger'],
		['networkAdmin', 'disabled'],
	])('%s erases %s', async (who, subject) => {
		expect((await erase(who, subject)).status).toBe(200);
		expect(await hub.app.accounts.people.erased([hub.network.people[subject]])).toHaveLength(1);
		expect((await erase(who, subject)).status).toBe(404);
	});

	test.each(['', 'Frau Reader', 'Frau reader x', 'frau reader', '%'])(
		'takes the name as it is written, and %j is another',
		async (name) => {
			const answer = await erase('admin', 'reader', name);

			expect(answer.status).toBe(422);
			expect(answer.json).toMatchObject({
				error: { code: 'accounts.nameDiffers', fields: [{ path: 'name' }] },
			});
			expect(await isThere('reader')).toBe(true);
		},
	);

	test('blanks that nobody sees do not count', async () => {
		expect((await erase('admin', 'reader', '  Frau   reader ')).status).toBe(200);
	});
});

import { beforeAll, expect, test } from 'vitest';
import { startTestHub, type TestHub } from './harness/test-hub.ts';

let hub: TestHub;
beforeAll(async () => {
	hub = await startTestHub();
});

async function addContact(name: string, audience: string): Promise<string> {
	const { alpha } = hub.network;
	const { id } = await hub.as.admin.execute('directory.addContact', {
		organisationId: alpha,
		name,
		audience,
	});
	return String(id);
}

test('the page of an organisation names its contact persons only to those who may see them', async () => {
	await addContact('Ada Offen', 'network');
	await addContact('Berta Innen', 'organisation');
	const page = async (who: keyof TestHub['as']) => (await hub.as[who].get('/directory/alpha')).text;

	expect(await page('reader')).toMatch(/Ada Offen[\s\S]*Berta Innen/);
	expect(await page('foreignReader')).toContain('Ada Offen');
	expect(await page('foreignReader')).not.toContain('Berta Innen');
	expect(await page('anonymous')).not.toMatch(/Ada Offen|Berta Innen/);
	expect((await hub.as.foreignReader.get('/directory?q=Ada')).text).not.toContain('Nichts gefunden');
	expect((await hub.as.anonymous.get('/directory?q=Ada')).text).toContain('Nichts gefunden');
});

test('names with markup are text', async () => {
	await addContact('<img src=x onerror=alert(1)>', 'network');

	const { text } = await hub.as.reader.get('/directory/alpha');

	expect(text).toContain('&lt;img src=x');
	expect(text).not.toContain('<img src=x');
});

test('the form for a contact person is there only for those who manage the directory of that organisation', async () => {
	const id = await addContact('Carla', 'network');
	const status = async (who: keyof TestHub['as'], path: string) => (await hub.as[who].get(path)).status;

	expect(await status('admin', `/directory/alpha/contacts/${id}`)).toBe(200);
	expect(await status('reader', `/directory/alpha/contacts/${id}`)).toBe(403);
	expect(await status('foreignAdmin', `/directory/alpha/contacts/${id}`)).toBe(404);
	expect(await status('foreignAdmin', `/directory/beta/contacts/${id}`)).toBe(404);
	expect(await status('admin', '/directory/alpha/contacts/nothing')).toBe(404);
	expect(await status('anonymous', '/directory/alpha/contacts/new')).toBe(303);
	expect(await status('reader', '/directory/nowhere')).toBe(404);
});

test('whoever changes what was changed meanwhile gets the form back, with both states', async () => {
	const id = await addContact('Dora', 'network');
	const path = `/directory/alpha/contacts/${id}`;
	const expectedUpdatedAt = /name="expectedUpdatedAt:json" value="(\d+)"/.exec(
		(await hub.as.admin.get(path)).text,
	)?.[1];
	const change = (topic: string) =>
		hub.as.admin.post(path, {
			_command: 'directory.changeContact',
			_next: '/directory/alpha',
			contactId: id,
			'expectedUpdatedAt:json': expectedUpdatedAt ?? '',
			name: 'Dora',
			topic,
		});
	expect((await change('Schlüssel')).status).toBe(303);

	const { status, text } = await change('Post');

	expect(status).toBe(409);
	expect(text).toContain('value="Post"');
	expect(text).toContain('Schlüssel');
});

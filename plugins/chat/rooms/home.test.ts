import { beforeAll, expect, test } from 'vitest';
import { readHome } from '../../../src/host/tasks/tasks.ts';
import { createTestApp, type TestApp } from '../../../test/harness/test-app.ts';
import type { Who } from '../../../test/harness/test-network.ts';
import { toHomeRoom } from './home-source.ts';

let hub: TestApp;
let roomId: string;

beforeAll(async () => {
	hub = await createTestApp({ plugins: ['procedures', 'chat'] });
	const room = await hub.as.admin.execute('chat.createRoom', {
		organisationId: hub.network.alpha,
		name: 'poststelle',
	});
	roomId = String(room['id']);
});

const say = (who: Who, text: string) =>
	hub.as[who].execute('chat.send', { roomId, clientId: crypto.randomUUID(), text });
const card = async (who: Who) => {
	const visitor = await hub.as[who].visit();
	const { rows } = await readHome(hub.app, visitor, hub.app.translator.for('de'));
	return (rows.get('chat.home') ?? []).map(toHomeRoom);
};
const found = async (who: Who, text: string) => {
	const [kind] = await hub.app.host.quickAccess([]);
	const { reader } = await hub.as[who].visit();
	return ((await kind?.provider.find(reader, text)) ?? []).map(({ title }) => title);
};

test('the card shows what is new in rooms, with its beginning in words, until it is read', async () => {
	await say('admin', 'Willkommen');
	await hub.as.reader.execute('chat.markRead', { roomId, number: 1 });
	expect(await card('reader')).toEqual([]);

	await say('admin', 'Der **neue** Bogen liegt\n[im Haus](https://haus.example) A');

	expect(await card('reader')).toMatchObject([
		{ id: roomId, title: 'poststelle', unread: 1, text: 'Der neue Bogen liegt im Haus A' },
	]);
	await hub.as.reader.execute('chat.markRead', { roomId, number: 2 });
	expect(await card('reader')).toEqual([]);
});

test('words that were taken back do not stand on the card', async () => {
	await say('admin', 'Bleibt');
	const sent = await say('admin', 'Geheimnis');
	await hub.as.admin.execute('chat.remove', { messageId: sent['id'] });

	expect(await card('reader')).toMatchObject([{ unread: 2, text: 'Bleibt' }]);
});

test('a message of files alone is on the card with the name of the first', async () => {
	const { uploads } = hub.app.content.attachments;
	const files: { uploadId: string }[] = [];
	for (const name of ['Raumplan.txt', 'Notiz.txt']) {
		const { id } = await uploads.receive(hub.network.people.admin, name, content());
		files.push({ uploadId: id });
	}

	await hub.as.admin.execute('chat.send', { roomId, clientId: crypto.randomUUID(), files });

	expect(await card('reader')).toMatchObject([{ text: '', files: { count: 2, name: 'Raumplan.txt' } }]);
});

test('a room of others is neither on the card nor found in the palette', async () => {
	const visitor = await hub.as.foreignReader.visit();
	const position = { roomId, number: 1 };
	await expect(hub.as.foreignReader.execute('chat.markRead', position)).rejects.toMatchObject({
		code: 'request.notFound',
	});

	expect(visitor.account).not.toBeNull();
	expect(await card('foreignReader')).toEqual([]);
	expect(await card('networkAdmin')).toEqual([]);
	expect(await found('foreignReader', 'post')).toEqual([]);
	expect(await found('reader', 'POST')).toEqual(['poststelle']);
	expect(await found('reader', 'anderes')).toEqual([]);
});

async function* content() {
	yield Buffer.from('Inhalt');
}

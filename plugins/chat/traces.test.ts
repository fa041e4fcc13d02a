import { existsSync } from 'node:fs';
import { sql } from 'kysely';
import { beforeAll, expect, test, vi } from 'vitest';
import { createPluginStorage } from '../../src/host/plugin-storage.ts';
import { createShelves } from '../../src/search/shelves/shelves.ts';
import { createTestApp, type TestApp } from '../../test/harness/test-app.ts';
import type { Who } from '../../test/harness/test-network.ts';
import { createMessageIndex } from './messages/message-index.ts';

let hub: TestApp;
let roomId: string;
beforeAll(async () => {
	hub = await createTestApp({ plugins: ['chat'] });
	const made = await hub.as.admin.execute('chat.createRoom', {
		organisationId: hub.network.alpha,
		name: 'spuren',
	});
	roomId = String(made['id']);
});

const say = async (who: Who, text: string) =>
	String((await hub.as[who].execute('chat.send', { roomId, clientId: crypto.randomUUID(), text }))['id']);

async function* bytesOf(text: string) {
	yield Buffer.from(text);
}

async function sendFile(who: Who, name: string) {
	const { uploads } = hub.app.content.attachments;
	const { id } = await uploads.receive(hub.network.people[who], name, bytesOf('Nur für diesen Raum'));
	const sent = await hub.as[who].execute('chat.sendFile', { roomId, uploadId: id });
	return { fileId: id, messageId: String(sent['id']), number: Number(sent['number']) };
}

const isStored = (id: string) => existsSync(`${hub.app.config.dataFolder}/files/${id.slice(-2)}/${id}`);

async function readWords() {
	await hub.app.jobs.enqueue('chat.index', {});
	await hub.app.jobs.runDue();
}

async function wordsOf(messageId: string): Promise<readonly string[]> {
	const { rows } = await sql<{ text: string }>`select text from search_texts
		join search_documents on search_documents.id = search_texts.document_id
		where object_id = ${messageId}`.execute(hub.app.database.query);
	return rows.map(({ text }) => text);
}

test('a file goes with its message: name, way to it and bytes', async () => {
	const { fileId, messageId, number } = await sendFile('author', 'Vertraulich.txt');
	expect(isStored(fileId)).toBe(true);

	await hub.as.author.execute('chat.remove', { messageId });

	const chat = await hub.app.host.use('chat');
	const { message } = await chat.message((await hub.as.reader.visit()).reader, roomId, number);
	expect(message).toMatchObject({ removed: 'author', files: [] });
	await expect.poll(() => isStored(fileId)).toBe(false);
});

test('a file stays where taking its message away did not come to its end', async () => {
	const { fileId, messageId } = await sendFile('author', 'Bleibt.txt');
	const chat = await hub.app.host.use('chat');
	const { actor } = await hub.as.author.visit();

	const breaking = hub.app.database.transaction(async () => {
		await hub.as.author.execute('chat.remove', { messageId });
		throw new Error('Strom weg');
	});

	await expect(breaking).rejects.toThrow();
	expect((await chat.file(actor, fileId)).file.name).toBe('Bleibt.txt');
	expect(isStored(fileId)).toBe(true);
});

test('words that are read while a message is taken back do not come back', async () => {
	const messageId = await say('author', 'Kindeswohlgefährdung');
	const { transaction } = hub.app.database;
	const { database, jobs, search } = hub.app;
	const index = createMessageIndex({
		jobs,
		search: createShelves({ database, search, left: async () => undefined }),
		storage: createPluginStorage(database, 'chat'),
	});
	const taking = vi.spyOn(hub.app.database, 'transaction').mockImplementationOnce(async (work, options) => {
		await hub.as.author.execute('chat.remove', { messageId });
		return transaction(work, options);
	});

	await index.catchUp();
	taking.mockRestore();

	expect(await wordsOf(messageId)).toEqual([]);
});

test('who is erased is named nowhere any more, whatever stands around the name', async () => {
	const { name } = (await hub.app.accounts.find(hub.network.people.both)) ?? { name: '' };
	const messageId = await say('author', `İİİİİİ @${name} im Protokoll und @${name.toUpperCase()}`);
	await readWords();
	expect(await wordsOf(messageId)).not.toEqual([]);

	const sections = await hub.app.erasure.sections();
	const section = sections.find(({ id }) => id === 'chat.messages');
	await section?.handler.erase(hub.network.people.both);

	const { rows } = await sql<{ text: string; html: string }>`select text, html from chat_messages
		where id = ${messageId}`.execute(hub.app.database.query);
	for (const part of name.toLowerCase().split(' ')) {
		expect(`${rows[0]?.text} ${rows[0]?.html}`.toLowerCase()).not.toContain(part);
		expect((await wordsOf(messageId)).join(' ').toLowerCase()).not.toContain(part);
	}
});

test('what somebody reports or has brought back again and again is there once', async () => {
	const messageId = await say('author', 'Einmal genügt');
	for (const reason of ['eins', 'zwei', 'drei']) {
		await hub.as.reader.execute('chat.report', { messageId, reason });
		await hub.as.reader.execute('chat.remind', { messageId, when: 'tomorrow' });
	}

	const { rows } = await sql<{ reports: number; reminders: number }>`select
		(select count(*) from chat_reports where message_id = ${messageId}) as reports,
		(select count(*) from chat_reminders where message_id = ${messageId}) as reminders`.execute(
		hub.app.database.query,
	);
	expect(rows).toEqual([{ reports: 1, reminders: 1 }]);
});

test('files of one person have a budget; what is taken back makes room', async () => {
	const organisationId = hub.network.alpha;
	await hub.as.admin.execute('settings.changeOrganisation', {
		...{ organisationId, key: 'chat.fileBudget', value: 1 },
	});
	const { uploads } = hub.app.content.attachments;
	const send = async (who: Who) => {
		const { id } = await uploads.receive(hub.network.people[who], 'Halb.txt', halfAMegabyte());
		return hub.as[who].execute('chat.sendFile', { roomId, uploadId: id });
	};
	await send('trainer');
	const { id: messageId } = await send('trainer');

	await expect(send('trainer')).rejects.toMatchObject({
		code: 'files.budgetSpent',
		values: { megabytes: 1 },
	});
	await send('approver');
	await hub.as.trainer.execute('chat.remove', { messageId });
	await send('trainer');
});

async function* halfAMegabyte() {
	yield Buffer.alloc(500_000, 'a');
}

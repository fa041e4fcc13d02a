import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { anonymous } from '../../src/access/actor.ts';
import { findAccount, toActor } from '../../src/accounts/account.ts';
import { createTestApp, type TestApp } from '../../test/harness/test-app.ts';
import type { Who } from '../../test/harness/test-network.ts';

let hub: TestApp;
beforeAll(async () => {
	hub = await createTestApp({ plugins: ['procedures', 'chat'] });
});

type Room = Readonly<Record<string, unknown>>;

const newId = () => crypto.randomUUID();
const room = async (input: Room = {}, who: Who = 'admin') =>
	String(
		(
			await hub.as[who].execute('chat.createRoom', {
				organisationId: hub.network.alpha,
				name: 'poststelle',
				...input,
			})
		)['id'],
	);
const say = (who: Who, roomId: string, text: string, more: Room = {}) =>
	hub.as[who].execute('chat.send', { roomId, clientId: newId(), text, ...more });
const open = async (who: Who, roomId: string) => {
	const chat = await hub.app.host.use('chat');
	return chat.room((await hub.as[who].visit()).reader, roomId, {});
};
const titles = async (who: Who) => {
	const chat = await hub.app.host.use('chat');
	return (await chat.rooms((await hub.as[who].visit()).reader)).map(({ title }) => title);
};

describe('a room of an organisation', () => {
	test('is open to its members, and for everybody else it does not exist', async () => {
		const id = await room({ name: 'nur-alpha' });
		await say('reader', id, 'Guten Morgen');

		expect((await open('author', id)).messages).toMatchObject([
			{ html: '<p>Guten Morgen</p>', author: 'Frau reader' },
		]);
		for (const who of ['foreignReader', 'foreignAdmin', 'stranger', 'networkAdmin'] as const) {
			await expect(open(who, id)).rejects.toMatchObject({ code: 'request.notFound' });
			await expect(say(who, id, 'Hallo')).rejects.toMatchObject({ code: 'request.notFound' });
			expect(await titles(who)).not.toContain('nur-alpha');
		}
	});

	test('is closed with the next request to who has left the organisation', async () => {
		const { people } = hub.app.accounts;
		const leaver = await people.create({
			email: 'geht@alpha.example',
			name: 'Frau Geht',
			passwordHash: null,
		});
		await people.addMembership(leaver, hub.network.alpha, ['reader']);
		const id = await room({ access: 'invited' });
		await hub.as.admin.execute('chat.invite', { roomId: id, personId: leaver });
		const chat = await hub.app.host.use('chat');
		const readerOf = async () => {
			const { reader } = await hub.as.reader.visit();
			const account = await findAccount(hub.app.database, { id: leaver });
			return { ...reader, actor: account ? toActor(account, null) : anonymous };
		};
		expect((await chat.room(await readerOf(), id, {})).room.id).toBe(id);

		await people.removeMembership(leaver, hub.network.alpha);

		await expect(chat.room(await readerOf(), id, {})).rejects.toMatchObject({ code: 'request.notFound' });
	});

	test('is opened to partners only by who may', async () => {
		const opening = room({ audience: ['network'] }, 'author');
		await expect(opening).rejects.toMatchObject({ code: 'access.denied' });

		const id = await room({ audience: ['network'] });
		await say('foreignReader', id, 'Danke');

		expect((await open('reader', id)).messages).toHaveLength(1);
	});

	test('cannot be made for the organisation of others', async () => {
		await expect(room({ organisationId: hub.network.beta })).rejects.toMatchObject({
			code: 'request.notFound',
		});
		await expect(room({ audience: [`group:${newId()}`] })).rejects.toMatchObject({
			code: 'command.inputInvalid',
		});
	});

	test('of a group is open to the members of the group alone', async () => {
		const id = await room({ audience: [`group:${hub.network.committee}`] });

		await say('foreignMember', id, 'Hier');
		await expect(open('foreignReader', id)).rejects.toMatchObject({ code: 'request.notFound' });
		await expect(open('reader', id)).rejects.toMatchObject({ code: 'request.notFound' });
	});

	test('by invitation is unknown to administrators who are not in it', async () => {
		const id = await room({ access: 'invited', name: 'betriebsrat' }, 'author');
		await hub.as.author.execute('chat.invite', { roomId: id, personId: hub.network.people.reader });

		expect(await titles('reader')).toContain('betriebsrat');
		expect(await titles('admin')).not.toContain('betriebsrat');
		await expect(open('admin', id)).rejects.toMatchObject({ code: 'request.notFound' });
		await hub.as.reader.execute('chat.leave', { roomId: id });
		expect(await titles('reader')).not.toContain('betriebsrat');
	});

	test('lets in nobody whom the inviter may not see, and nobody invites who does not look after it', async () => {
		const id = await room({ access: 'invited' });
		await hub.as.admin.execute('chat.invite', { roomId: id, personId: hub.network.people.reader });

		const foreign = hub.as.admin.execute('chat.invite', {
			roomId: id,
			personId: hub.network.people.foreignReader,
		});
		const byGuest = hub.as.reader.execute('chat.invite', { roomId: id, personId: hub.network.people.author });

		await expect(foreign).rejects.toMatchObject({ code: 'request.notFound' });
		await expect(byGuest).rejects.toMatchObject({ code: 'access.denied' });
	});

	test('is renamed only upon what its keeper has seen', async () => {
		const id = await room();
		const { room: seen } = await open('admin', id);
		const change = { roomId: id, name: 'neu', description: '', retentionDays: 30 };

		await hub.as.admin.execute('chat.changeRoom', { ...change, expectedUpdatedAt: seen.updatedAt });
		const again = hub.as.admin.execute('chat.changeRoom', { ...change, expectedUpdatedAt: seen.updatedAt });

		await expect(again).rejects.toMatchObject({ code: 'command.conflict' });
		expect((await open('reader', id)).room).toMatchObject({ title: 'neu', retentionDays: 30 });
	});

	test('is read and not written in once it is archived, locked, or for whoever is muted', async () => {
		const [archived, locked, quiet] = [await room(), await room(), await room()];
		await hub.as.admin.execute('chat.archiveRoom', { roomId: archived });
		await hub.as.admin.execute('chat.lockRoom', { roomId: locked });
		await hub.as.admin.execute('chat.mute', { roomId: quiet, personId: hub.network.people.reader });

		for (const id of [archived, locked, quiet]) {
			await expect(say('reader', id, 'Doch')).rejects.toMatchObject({ code: 'access.denied' });
			expect((await open('reader', id)).room.mayWrite).toBe(false);
		}
		await say('admin', locked, 'Hinweis');
		await say('author', quiet, 'Weiter');
	});
});

test('who writes in a room is muted by its keeper, also a partner whom the keeper sees nowhere else', async () => {
	const shared = await room({ audience: ['network'] });
	const { foreignReader } = hub.network.people;
	const mute = { roomId: shared, personId: foreignReader };
	await expect(hub.as.admin.execute('chat.mute', mute)).rejects.toMatchObject({ code: 'request.notFound' });
	await say('foreignReader', shared, 'Werbung');

	await hub.as.admin.execute('chat.mute', mute);

	await expect(say('foreignReader', shared, 'Noch mehr')).rejects.toMatchObject({ code: 'access.denied' });
});

describe('people among themselves', () => {
	test('have one conversation, which nobody else reads', async () => {
		const { reader, author } = hub.network.people;
		const first = await hub.as.reader.execute('chat.startDirect', { personIds: [author] });
		const second = await hub.as.author.execute('chat.startDirect', { personIds: [reader] });
		const id = String(first['id']);

		expect(second['id']).toBe(id);
		await say('reader', id, 'Kurze Frage');
		expect((await open('author', id)).room).toMatchObject({ title: 'Frau reader', unread: 1 });
		for (const who of ['admin', 'networkAdmin', 'foreignReader'] as const) {
			await expect(open(who, id)).rejects.toMatchObject({ code: 'request.notFound' });
		}
	});

	test('write to nobody whom they may not see', async () => {
		const writing = hub.as.reader.execute('chat.startDirect', {
			personIds: [hub.network.people.foreignReader],
		});

		await expect(writing).rejects.toMatchObject({ code: 'request.notFound' });
	});

	test('who have nothing in common any more read what they wrote, and write nothing more', async () => {
		const { reader, foreignMember } = hub.network.people;
		const { groups } = hub.app.accounts;
		await groups.addMember(hub.network.committee, reader, hub.network.alpha);
		const direct = await hub.as.reader.execute('chat.startDirect', { personIds: [foreignMember] });
		const id = String(direct['id']);
		await say('foreignMember', id, 'Bis morgen');
		await groups.removeMember(hub.network.committee, foreignMember);

		for (const who of ['reader', 'foreignMember'] as const) {
			await expect(say(who, id, 'Noch etwas')).rejects.toMatchObject({ code: 'access.denied' });
			const { room: parted, messages } = await open(who, id);
			expect(parted).toMatchObject({ mayWrite: false, isParted: true });
			expect(messages.map(({ html }) => html)).toEqual(['<p>Bis morgen</p>']);
		}
		const again = hub.as.reader.execute('chat.startDirect', { personIds: [foreignMember] });
		await expect(again).rejects.toMatchObject({ code: 'request.notFound' });

		await groups.addMember(hub.network.committee, foreignMember, hub.network.beta);
		await say('reader', id, 'Willkommen zurück');
		await groups.removeMember(hub.network.committee, reader);
	});

	test('are answered by whoever was written to, also where only one of them sees the other', async () => {
		const { foreignReader } = hub.network.people;
		const item = await hub.seed.item({ owner: 'beta', audience: ['organisation:' + hub.network.alpha] });
		await hub.app.database.transaction((transaction) =>
			sql`update items set responsible_person_id = ${foreignReader} where id = ${item.id}`.execute(
				transaction,
			),
		);
		const direct = await hub.as.reader.execute('chat.startDirect', { personIds: [foreignReader] });

		await say('foreignReader', String(direct['id']), 'Gern');
	});
});

describe('the conversation of an item', () => {
	test('is for its readers, and begins with the first question', async () => {
		const own = await hub.seed.item({ title: 'Schlüssel' });
		const question = await hub.as.reader.execute('chat.ask', {
			itemId: own.id,
			clientId: newId(),
			text: 'Wo liegen sie?',
		});
		const roomId = String(question['roomId']);

		expect((await open('author', roomId)).room.title).toBe('Schlüssel');
		await expect(open('foreignReader', roomId)).rejects.toMatchObject({ code: 'request.notFound' });
		const foreign = hub.as.foreignReader.execute('chat.ask', {
			itemId: own.id,
			clientId: newId(),
			text: 'Und?',
		});
		await expect(foreign).rejects.toMatchObject({ code: 'request.notFound' });
	});

	test('shows a question until it has its answer, which can become part of the text', async () => {
		const item = await hub.seed.item({ title: 'Arztbrief', audience: ['network'] });
		const chat = await hub.app.host.use('chat');
		const openQuestions = async () => chat.openQuestions((await hub.as.reader.visit()).reader, item.id);
		const question = await hub.as.foreignReader.execute('chat.ask', {
			itemId: item.id,
			clientId: newId(),
			text: 'Kopie?',
		});
		const answer = await say('author', String(question['roomId']), 'Eine Kopie\nreicht.', {
			threadId: question['id'],
		});
		expect(await openQuestions()).toMatchObject([{ text: 'Kopie?', replies: 1 }]);

		// Who writes for a partner does not write for the item's owner.
		for (const who of ['reader', 'foreignAdmin'] as const) {
			const byOther = hub.as[who].execute('chat.acceptAnswer', { messageId: answer['id'] });
			await expect(byOther, who).rejects.toMatchObject({ code: 'access.denied' });
		}
		await hub.as.foreignReader.execute('chat.acceptAnswer', { messageId: answer['id'] });

		expect(await openQuestions()).toEqual([]);
		await hub.as.author.execute('chat.takeOver', { messageId: answer['id'] });
		const { reader } = await hub.as.author.visit();
		const draft = await hub.app.content.openVariant(reader, item.id, 'de');
		expect(draft?.body).toMatch(/> Kopie\?\n\n> Eine Kopie\n> reicht\.$/);
		const taking = hub.as.foreignReader.execute('chat.takeOver', { messageId: answer['id'] });
		await expect(taking).rejects.toMatchObject({ code: 'access.denied' });
	});
});

import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { createTestApp, type TestApp } from '../../test/harness/test-app.ts';
import type { Who } from '../../test/harness/test-network.ts';
import { isVerbundError } from '../../src/errors.ts';
import { find as findHits } from '../../src/host/find/find.ts';
import { tasksFor } from '../../src/host/tasks/tasks.ts';
import type { RoomEvent } from '../../src/realtime/room.ts';

let hub: TestApp;
let roomId: string;
beforeAll(async () => {
	hub = await createTestApp({ plugins: ['procedures', 'chat'] });
	roomId = await room();
});

const newId = () => crypto.randomUUID();
const room = async (input: Readonly<Record<string, unknown>> = {}) =>
	String(
		(
			await hub.as.admin.execute('chat.createRoom', {
				organisationId: hub.network.alpha,
				name: 'raum',
				...input,
			})
		)['id'],
	);
const say = (who: Who, text: string, more: Readonly<Record<string, unknown>> = {}) =>
	hub.as[who].execute('chat.send', { roomId, clientId: newId(), text, ...more });
const find = async (who: Who, number: number, id = roomId) => {
	const chat = await hub.app.host.use('chat');
	return chat.message((await hub.as[who].visit()).reader, id, number);
};
/** What the hub's search finds of messages, once their words were read. */
const search = async (who: Who, text: string) => {
	await hub.app.jobs.enqueue('chat.index', {});
	await hub.app.jobs.runDue();
	const visitor = await hub.as[who].visit();
	return findHits(hub.app, visitor, { text, types: ['chat-message'], limit: 50 });
};
const logAfter = async (who: Who, id: string, number: number): Promise<readonly RoomEvent[]> => {
	const { reader, disabledPlugins } = await hub.as[who].visit();
	return (await hub.app.realtime.readAfter({ reader, disabledPlugins }, 'chat.room', id, number)).events;
};
const bell = async (who: Who) => {
	const { rows } = await sql<{ kind: string; path: string }>`select kind, path from notifications
		join notification_receivers as told on told.notification_id = notifications.id
		where told.person_id = ${hub.network.people[who]} order by notifications.id`.execute(hub.app.database.query);
	return rows;
};

describe('messages are numbered', () => {
	test('without gaps and without doubles when a hundred arrive at once, each of them twice', async () => {
		const id = await room();
		const senders = ['reader', 'author', 'approver', 'trainer', 'admin'] as const;
		const messages = Array.from({ length: 100 }, (_, index) => ({
			who: senders[index % senders.length] ?? 'reader',
			input: { roomId: id, clientId: newId(), text: `Nachricht ${index}` },
		}));

		const answers = await Promise.all(
			[...messages, ...messages].map(({ who, input }) => hub.as[who].execute('chat.send', input)),
		);

		const numbers = answers.map(({ number }) => Number(number));
		expect(numbers.slice(0, 100).toSorted((one, other) => one - other)).toEqual(
			messages.map((_, index) => index + 1),
		);
		expect(numbers.slice(100)).toEqual(numbers.slice(0, 100));
		const log = await logAfter('reader', id, 0);
		expect(log.map(({ number }) => number)).toEqual(messages.map((_, index) => index + 1));
	});

	test('and one that was refused leaves no hole', async () => {
		const before = await say('reader', 'Davor');
		await expect(say('reader', 'x', { threadId: newId() })).rejects.toMatchObject({
			code: 'request.notFound',
		});
		await expect(say('reader', '@alle zur Sitzung')).rejects.toMatchObject({
			...{ code: 'access.denied', reason: 'chat.mayNotMentionAll' },
		});

		const after = await say('reader', 'Danach');

		expect(after['number']).toBe(Number(before['number']) + 1);
	});

	test('the id of one message cannot be used for another room', async () => {
		const clientId = newId();
		await say('author', 'Hier', { clientId });

		const elsewhere = hub.as.author.execute('chat.send', { roomId: await room(), clientId, text: 'Hier' });

		await expect(elsewhere).rejects.toMatchObject({ code: 'command.keyReused' });
	});

	test('nobody sends more than sixty in a minute', async () => {
		const id = await room();
		const sending = Array.from({ length: 70 }, (_, index) =>
			hub.as.both.execute('chat.send', { roomId: id, clientId: newId(), text: `Flut ${index}` }).then(
				() => 'sent',
				(error: unknown) => (isVerbundError(error) ? error.code : error),
			),
		);

		const outcomes = await Promise.all(sending);

		expect(outcomes.filter((outcome) => outcome === 'sent')).toHaveLength(60);
		expect(outcomes).toContain('request.tooMany');
	});
});

describe('who comes back', () => {
	test('is told everything after the last event, as it is now', async () => {
		const id = await room();
		const inRoom = { roomId: id };
		const first = await say('reader', 'Erste Fassung', inRoom);
		await say('author', 'Zweite Nachricht', inRoom);
		await hub.as.reader.execute('chat.edit', { messageId: first['id'], text: 'Neue Fassung' });
		await hub.as.author.execute('chat.react', { messageId: first['id'], sign: 'check' });

		const missed = await logAfter('admin', id, 2);

		expect(missed).toMatchObject([
			{ number: 3, event: 'chat.messageChanged', data: { html: '<p>Neue Fassung</p>', isEdited: true } },
			{ number: 4, event: 'chat.messageChanged', data: { reactions: [{ sign: 'check', count: 1 }] } },
		]);
	});

	test('hears nothing of a room that is not theirs', async () => {
		await expect(logAfter('foreignReader', roomId, 0)).rejects.toMatchObject({ code: 'request.notFound' });
		await expect(logAfter('networkAdmin', roomId, 0)).rejects.toMatchObject({ code: 'request.notFound' });
	});
});

describe('a message', () => {
	test('is changed and taken back by its writer alone; what it said before is there until then', async () => {
		const sent = await say('reader', 'Am Montag');
		const number = Number(sent['number']);
		const foreign = hub.as.author.execute('chat.edit', { messageId: sent['id'], text: 'Am Dienstag' });
		await expect(foreign).rejects.toMatchObject({ code: 'access.denied' });

		await hub.as.reader.execute('chat.edit', { messageId: sent['id'], text: 'Am Mittwoch' });
		expect(await find('author', number)).toMatchObject({
			source: 'Am Mittwoch',
			earlier: [{ text: 'Am Montag' }],
		});
		await hub.as.reader.execute('chat.remove', { messageId: sent['id'] });

		const gone = await find('author', number);
		expect(gone).toMatchObject({ source: '', earlier: [], message: { html: '', removed: 'author' } });
		const { rows } = await sql<{ found: number }>`select count(*) as found from chat_messages
			where text like '%Mittwoch%'`.execute(hub.app.database.query);
		expect(rows).toEqual([{ found: 0 }]);
	});

	test('answers and quotes only what stands in its own room', async () => {
		const elsewhere = await hub.as.admin.execute('chat.send', {
			roomId: await room(),
			clientId: newId(),
			text: 'Anderswo',
		});

		await expect(say('admin', 'Nein', { threadId: elsewhere['id'] })).rejects.toMatchObject({
			code: 'request.notFound',
		});
		await expect(say('admin', 'Nein', { quotedId: elsewhere['id'] })).rejects.toMatchObject({
			code: 'request.notFound',
		});
	});

	test('an answer to an answer stands in the same thread', async () => {
		const first = await say('reader', 'Frage');
		const second = await say('author', 'Antwort', { threadId: first['id'] });
		await say('admin', 'Nachtrag', { threadId: second['id'] });
		const chat = await hub.app.host.use('chat');

		const thread = await chat.thread((await hub.as.reader.visit()).reader, roomId, Number(second['number']));

		expect(thread.message.number).toBe(first['number']);
		expect(thread.replies.map(({ html }) => html)).toEqual(['<p>Antwort</p>', '<p>Nachtrag</p>']);
	});

	test('tells whom it names, whom it answers, and nobody else', async () => {
		const before = { author: (await bell('author')).length, trainer: (await bell('trainer')).length };
		const named = await say('reader', 'Bitte ansehen, @Frau author!');
		await say('trainer', 'Mache ich', { threadId: named['id'] });

		expect((await bell('author')).slice(before.author)).toEqual([
			{ kind: 'chat.mentioned', path: `/chat/rooms/${roomId}/${named['number']}` },
		]);
		expect((await bell('reader')).at(-1)?.kind).toBe('chat.replied');
		expect(await bell('trainer')).toHaveLength(before.trainer);
	});

	test('shows a card of a text only to those who may read the text', async () => {
		const item = await hub.seed.item({ title: 'Nur für Alpha' });
		const shared = await room({ audience: ['network'] });
		await hub.as.author.execute('chat.send', {
			roomId: shared,
			clientId: newId(),
			text: `Siehe ${hub.app.config.url.origin}${item.url} und [das](/i/${item.id})`,
		});
		const chat = await hub.app.host.use('chat');
		const cardsOf = async (who: Who) => {
			const { reader } = await hub.as[who].visit();
			const { messages } = await chat.room(reader, shared, {});
			return [
				...(
					await chat.cards(
						reader,
						messages.flatMap(({ paths }) => paths),
					)
				).values(),
			].map(({ title }) => title);
		};

		expect(await cardsOf('reader')).toEqual(['Nur für Alpha', 'Nur für Alpha']);
		expect(await cardsOf('foreignReader')).toEqual([]);
	});

	test('can be voted upon once by each, and the last vote counts', async () => {
		const poll = await hub.as.admin.execute('chat.startPoll', {
			roomId,
			clientId: newId(),
			text: 'Wann?',
			options: ['Montag', 'Dienstag'],
		});
		await hub.as.reader.execute('chat.vote', { messageId: poll['id'], option: 0 });
		await hub.as.reader.execute('chat.vote', { messageId: poll['id'], option: 1 });

		const { message, own } = await find('reader', Number(poll['number']));

		expect(message.options).toEqual([
			{ text: 'Montag', count: 0 },
			{ text: 'Dienstag', count: 1 },
		]);
		expect(own.votes.get(message.id)).toBe(1);
		await expect(
			hub.as.reader.execute('chat.vote', { messageId: poll['id'], option: 2 }),
		).rejects.toMatchObject({ code: 'request.notFound' });
	});
});

describe('how far somebody has read', () => {
	test('only moves on, is theirs on all devices, and is told to nobody else', async () => {
		const id = await room();
		const chat = await hub.app.host.use('chat');
		const unread = async () => (await chat.room((await hub.as.reader.visit()).reader, id, {})).room.unread;
		for (const text of ['Eins', 'Zwei', 'Drei']) {
			await hub.as.author.execute('chat.send', { roomId: id, clientId: newId(), text });
		}
		await hub.as.reader.execute('chat.markRead', { roomId: id, number: 2 });
		expect(await unread()).toBe(1);

		await hub.as.reader.execute('chat.markRead', { roomId: id, number: 1 });

		expect(await unread()).toBe(1);
		await expect(hub.as.reader.execute('chat.markRead', { roomId: id, number: 9 })).rejects.toMatchObject({
			code: 'command.inputInvalid',
		});
		const log = await logAfter('author', id, 3);
		expect(log).toEqual([]);
	});
});

describe('searching', () => {
	test('finds German words in other forms, in rooms that one may read', async () => {
		await say('author', 'Die Schlüsselübergabe ist am Freitag, die Verträge liegen bereit.');
		const found = async (who: Who, text: string) =>
			(await search(who, text)).hits.map(({ title }) => title.text);

		expect(await found('reader', 'Vertrag')).toHaveLength(1);
		expect(await found('reader', 'schluessel freitag')).toHaveLength(1);
		expect(await found('foreignReader', 'Vertrag')).toEqual([]);
		expect(await found('reader', `%_"' OR ''='' --`)).toEqual([]);
		expect(await found('reader', 'x'.repeat(10_000))).toEqual([]);
	});

	test('forgives slips, says where a message stands, and finds it beside the texts of the hub', async () => {
		const sent = await say('author', 'Der Schornsteinfeger kommt am Dienstag.');

		const { corrected } = await search('reader', 'Schornsteinfegr');
		const everything = await findHits(hub.app, await hub.as.reader.visit(), {
			text: 'Schornsteinfeger',
			limit: 10,
		});

		expect(corrected).toBe('Schornsteinfeger');
		expect(everything.hits).toMatchObject([
			{
				id: sent['id'],
				type: 'chat-message',
				url: `/chat/rooms/${roomId}/${sent['number']}`,
				partOf: '# raum',
				title: { text: 'Der Schornsteinfeger kommt am Dienstag.' },
			},
		]);
	});

	test('comes after the texts that hold the words', async () => {
		const item = await hub.seed.item({
			title: 'Wartung',
			body: 'Den Heizungskeller jährlich prüfen lassen.',
		});
		const sent = await say('author', 'Heizungskeller offen');
		await search('reader', 'Heizungskeller');

		const { hits } = await findHits(hub.app, await hub.as.reader.visit(), {
			text: 'Heizungskeller',
			limit: 10,
		});

		expect(hits.map(({ id }) => id)).toEqual([item.id, sent['id']]);
	});

	test('finds files by their names, and pictures by what they show, also when that is said later', async () => {
		const { uploads } = hub.app.content.attachments;
		const file = await uploads.receive(hub.network.people.reader, 'Zisternenplan.txt', content());
		const sent = await say('reader', '', { files: [{ uploadId: file.id }] });
		const found = async (text: string) => (await search('author', text)).hits.map(({ id }) => id);

		expect(await found('Zisternenplan')).toEqual([sent['id']]);
		expect(await found('Absperrhahn')).toEqual([]);
		await hub.as.reader.execute('chat.describePictures', {
			...{ messageId: sent['id'], files: [{ fileId: file.id, alternative: 'Der Absperrhahn im Hof' }] },
		});
		expect(await found('Absperrhahn')).toEqual([sent['id']]);
	});

	test('in a room by invitation or between two is for those who are in it, and for nobody after they left', async () => {
		const invited = await room({ access: 'invited' });
		await hub.as.admin.execute('chat.invite', { roomId: invited, personId: hub.network.people.reader });
		await say('admin', 'Stellenplan Rhabarber', { roomId: invited });
		const direct = await hub.as.reader.execute('chat.startDirect', {
			personIds: [hub.network.people.author],
		});
		await say('reader', 'Unter uns: Rhabarber', { roomId: direct['id'] });
		const found = async (who: Who) => (await search(who, 'Rhabarber')).total;

		expect(await found('reader')).toBe(2);
		expect([await found('admin'), await found('author')]).toEqual([1, 1]);
		for (const who of ['approver', 'networkAdmin', 'foreignReader'] as const) {
			expect(await found(who)).toBe(0);
		}
		await hub.as.reader.execute('chat.leave', { roomId: invited });
		expect(await found('reader')).toBe(1);
	});
});

describe('what is kept', () => {
	test('is gone with its words after the days that the room says', async () => {
		const id = await room({ retentionDays: 30 });
		const old = await say('reader', 'Zimtschnecke', { roomId: id });
		await say('reader', 'Neu', { roomId: id });
		const chat = await hub.app.host.use('chat');
		const { reader } = await hub.as.reader.visit();
		expect((await search('reader', 'Zimtschnecke')).total).toBe(1);
		await hub.app.database.transaction((transaction) =>
			sql`update chat_messages set created_at = ${Date.now() - 31 * 86_400_000} where id = ${old['id']}`.execute(
				transaction,
			),
		);

		await hub.app.jobs.enqueue('chat.forget', {});
		await hub.app.jobs.runDue();

		expect((await chat.room(reader, id, {})).messages.map(({ number }) => number)).toEqual([2]);
		expect((await search('reader', 'Zimtschnecke')).total).toBe(0);
	});

	test('goes with a person: their words, traces, and their name where others wrote it', async () => {
		const { people } = hub.app.accounts;
		const personId = await people.create({
			email: 'kanari@alpha.example',
			name: 'Kanari Vogel',
			passwordHash: null,
		});
		await people.addMembership(personId, hub.network.alpha, ['reader']);
		await say('author', 'Fragen wir @Kanari Vogel dazu.');
		const sections = await hub.app.erasure.sections();
		const chat = sections.find(({ id }) => id === 'chat.messages');

		await hub.app.database.transaction(() => chat?.handler.erase(personId) ?? Promise.resolve());

		const { rows } = await sql<{ text: string }>`select text from chat_messages where text like '%Kanari%'
			or html like '%Kanari%'`.execute(hub.app.database.query);
		expect(rows).toEqual([]);
	});
});

describe('a reported message', () => {
	test('is shown, alone, to those who keep order in the organisation, who may remove it', async () => {
		const id = await room({ access: 'invited' });
		await hub.as.admin.execute('chat.invite', { roomId: id, personId: hub.network.people.reader });
		const bad = await say('admin', 'Gemein', { roomId: id });
		const report = await hub.as.reader.execute('chat.report', {
			messageId: bad['id'],
			reason: 'Beleidigung',
		});
		const chat = await hub.app.host.use('chat');
		const reportsOf = async (who: Who) => chat.reports((await hub.as[who].visit()).reader);
		const tasksOf = async (who: Who) =>
			(await tasksFor(hub.app, await hub.as[who].visit(), hub.app.translator.for('de'))).map(
				({ title }) => title,
			);

		expect(await reportsOf('admin')).toMatchObject([{ html: '<p>Gemein</p>', reason: 'Beleidigung' }]);
		expect(await reportsOf('foreignAdmin')).toEqual([]);
		expect(await tasksOf('admin')).toContain('Eine gemeldete Nachricht wartet auf Ihre Entscheidung');
		expect(await tasksOf('foreignAdmin')).toEqual([]);
		expect(await tasksOf('reader')).toEqual([]);
		const foreign = hub.as.foreignAdmin.execute('chat.decideReport', {
			reportId: report['id'],
			decision: 'hide',
		});
		await expect(foreign).rejects.toMatchObject({ code: 'request.notFound' });

		await hub.as.admin.execute('chat.decideReport', { reportId: report['id'], decision: 'hide' });

		expect(await reportsOf('admin')).toEqual([]);
		expect(await tasksOf('admin')).toEqual([]);
		expect((await find('reader', Number(bad['number']), id)).message).toMatchObject({
			html: '',
			removed: 'moderator',
		});
		const { rows } = await sql<{ entry: string }>`select cast(objects as text) as entry from audit_entries
			where action = 'chat.decideReport'`.execute(hub.app.database.query);
		expect(JSON.stringify(rows)).not.toContain('Gemein');
	});
});

describe('a hostile message', () => {
	const attacks = [
		'<script>alert(1)</script>',
		'<img src=x onerror=alert(1)>',
		'[klick](javascript:alert(1))',
		'[klick](data:text/html,<script>alert(1)</script>)',
		'![bild](https://fremd.example/zaehler.png)',
		'`<b onmouseover=alert(1)>`',
		'<https://ok.example/"onmouseover="alert(1)>',
		'\u202Egnp.exe',
	];

	test.each(attacks)('is text: %s', async (attack) => {
		const { number } = await hub.as.trainer.execute('chat.send', { roomId, clientId: newId(), text: attack });

		const { message } = await find('reader', Number(number));

		expect(message.html).not.toMatch(
			/<(?:script|img|iframe|style|form)|<[^>]*\son\w+=|(?:href|src)=.?(?:javascript|data):|\u202E/i,
		);
	});

	test('of unknown keys, without words, or longer than a message is refused', async () => {
		const send = (more: Readonly<Record<string, unknown>>) => say('approver', 'x', more);

		await expect(send({ authorId: hub.network.people.admin })).rejects.toMatchObject({
			code: 'command.inputInvalid',
		});
		await expect(send({ text: '   ' })).rejects.toMatchObject({ code: 'command.inputInvalid' });
		await expect(send({ text: 'x'.repeat(4001) })).rejects.toMatchObject({ code: 'command.inputInvalid' });
		await expect(send({ clientId: 'eins' })).rejects.toMatchObject({ code: 'command.inputInvalid' });
		await expect(send({ text: '> '.repeat(1000) })).rejects.toMatchObject({ code: 'content.tooComplex' });
	});
});

async function* content() {
	yield Buffer.from('Inhalt');
}

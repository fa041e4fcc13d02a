import { beforeAll, expect, test } from 'vitest';
import { createTestApp, type TestApp } from '../../../test/harness/test-app.ts';
import type { Who } from '../../../test/harness/test-network.ts';

let hub: TestApp;
let roomId: string;
beforeAll(async () => {
	hub = await createTestApp({ plugins: ['procedures', 'chat'] });
	const input = { organisationId: hub.network.alpha, name: 'raum' };
	roomId = String((await hub.as.admin.execute('chat.createRoom', input))['id']);
});

type Input = Readonly<Record<string, unknown>>;

const upload = async (who: Who, name = 'Notiz.txt') =>
	(await hub.app.content.attachments.uploads.receive(hub.network.people[who], name, bytes())).id;
const send = (who: Who, input: Input) =>
	hub.as[who].execute('chat.send', { roomId, clientId: crypto.randomUUID(), ...input });
const open = async (who: Who) => {
	const chat = await hub.app.host.use('chat');
	return chat.room((await hub.as[who].visit()).reader, roomId, {});
};

test('a message takes several files, each with what it shows, and needs no words then', async () => {
	const files = [
		{ uploadId: await upload('reader', 'Eins.txt'), alternative: ' Der Weg ' },
		{ uploadId: await upload('reader', 'Zwei.txt') },
	];
	await send('reader', { files });

	const { messages } = await open('author');
	expect(messages.at(-1)?.html).toBe('');
	expect(messages.at(-1)?.files).toMatchObject([
		{ name: 'Eins.txt', alternative: 'Der Weg' },
		{ name: 'Zwei.txt', alternative: '' },
	]);
	await expect(send('reader', { text: ' ' })).rejects.toMatchObject({
		fields: [{ path: 'text', message: 'field.required' }],
	});
});

test('sent again after it has arrived, or twice at once, it is there once', async () => {
	const clientId = crypto.randomUUID();
	const input = { clientId, text: 'Einmal', files: [{ uploadId: await upload('reader') }] };

	const [first, second] = await Promise.all([send('reader', input), send('reader', input)]);
	const third = await send('reader', input);

	expect([second, third]).toEqual([first, first]);
	const { messages } = await open('reader');
	expect(messages.filter(({ clientId: said }) => said === clientId)).toHaveLength(1);
});

test('a file belongs to one message, and to nobody but whoever uploaded it', async () => {
	const uploadId = await upload('reader');
	await send('reader', { files: [{ uploadId }] });

	const gone = { code: 'request.notFound' };
	await expect(send('reader', { files: [{ uploadId }] })).rejects.toMatchObject(gone);
	await expect(send('author', { files: [{ uploadId }] })).rejects.toMatchObject(gone);
	const foreign = [{ uploadId: await upload('reader') }];
	await expect(send('author', { files: foreign })).rejects.toMatchObject(gone);
	const twice = [...foreign, ...foreign];
	await expect(send('reader', { files: twice })).rejects.toMatchObject(gone);
	await expect(send('reader', { files: Array(11).fill({ uploadId }) })).rejects.toMatchObject({
		code: 'command.inputInvalid',
	});
});

test('the one that is refused is named, and the others can go without it', async () => {
	const uploadId = await upload('reader');
	const files = [{ uploadId }, { uploadId: await upload('reader', 'Rechnung.exe') }];

	await expect(send('reader', { text: 'Beide', files })).rejects.toMatchObject({
		code: 'files.typeRefused',
		fields: [{ path: 'files.1' }],
	});
	await send('reader', { text: 'Eine', files: [{ uploadId }] });
});

test('files of one message count together for the budget', async () => {
	const organisationId = hub.network.alpha;
	await hub.as.admin.execute('settings.changeOrganisation', {
		...{ organisationId, key: 'chat.fileBudget', value: 1 },
	});
	const { uploads } = hub.app.content.attachments;
	const big = async () =>
		(await uploads.receive(hub.network.people.trainer, 'Halb.txt', bytes('a'.repeat(600_000)))).id;
	const files = [{ uploadId: await big() }, { uploadId: await big() }];

	await expect(send('trainer', { files })).rejects.toMatchObject({ code: 'files.budgetSpent' });
	await send('trainer', { files: files.slice(0, 1) });
});

test('whoever sent a picture says later what it shows, for all who look, and nobody else does', async () => {
	const files = [
		{ uploadId: await upload('reader', 'Weg.txt') },
		{ uploadId: await upload('reader', 'Tor.txt') },
	];
	const sent = await send('reader', { files });
	const [{ uploadId: fileId } = { uploadId: '' }, { uploadId: other } = { uploadId: '' }] = files;
	const describe = (who: Who, input: Input) =>
		hub.as[who].execute('chat.describePictures', { messageId: sent['id'], ...input });
	const description = [{ fileId, alternative: ' Der Weg zum Hof ' }];

	await describe('reader', { files: description });

	const { messages } = await open('author');
	expect(messages.at(-1)?.files).toMatchObject([{ alternative: 'Der Weg zum Hof' }, { alternative: '' }]);
	expect(messages.at(-1)?.isEdited).toBe(false);
	await expect(describe('author', { files: description })).rejects.toMatchObject({ code: 'access.denied' });
	await expect(describe('admin', { files: description })).rejects.toMatchObject({ code: 'access.denied' });
	const gone = { code: 'request.notFound' };
	await expect(describe('foreignReader', { files: description })).rejects.toMatchObject(gone);
	const elsewhere = await send('reader', { text: 'Ohne Bild' });
	await expect(
		describe('reader', { messageId: elsewhere['id'], files: [{ fileId: other, alternative: 'x' }] }),
	).rejects.toMatchObject(gone);
	await expect(describe('reader', { files: [] })).rejects.toMatchObject({ code: 'command.inputInvalid' });
	await hub.as.reader.execute('chat.remove', { messageId: sent['id'] });
	await expect(describe('reader', { files: description })).rejects.toMatchObject(gone);
});

test('those who look at a room hear what a picture shows', async () => {
	const uploadId = await upload('reader', 'Keller.txt');
	const sent = await send('reader', { files: [{ uploadId }] });
	const { room } = await open('author');
	await hub.as.reader.execute('chat.describePictures', {
		...{ messageId: sent['id'], files: [{ fileId: uploadId, alternative: 'Der Keller' }] },
	});

	const { reader, disabledPlugins } = await hub.as.author.visit();
	const after = [{ reader, disabledPlugins }, 'chat.room', roomId, room.lastEvent] as const;
	const { events } = await hub.app.realtime.readAfter(...after);

	expect(events).toMatchObject([
		{ event: 'chat.messageChanged', data: { files: [{ alternative: 'Der Keller' }] } },
	]);
});

test('words beside a file can be taken away, the only words of a message cannot', async () => {
	const withFile = await send('reader', { text: 'Anbei', files: [{ uploadId: await upload('reader') }] });
	const plain = await send('reader', { text: 'Nur Text' });
	const edit = (messageId: unknown, text: string) => hub.as.reader.execute('chat.edit', { messageId, text });

	await edit(withFile['id'], '');

	const { messages } = await open('author');
	expect(messages.find(({ id }) => id === withFile['id'])).toMatchObject({ html: '', isEdited: true });
	await expect(edit(plain['id'], ' ')).rejects.toMatchObject({
		fields: [{ path: 'text', message: 'field.required' }],
	});
});

test('a question takes files too', async () => {
	const item = await hub.seed.item({ title: 'Post' });
	const files = [{ uploadId: await upload('approver', 'Stempel.txt') }];
	const clientId = crypto.randomUUID();
	const asked = await hub.as.approver.execute('chat.ask', {
		...{ itemId: item.id, clientId, text: 'Was steht da?', files },
	});

	const chat = await hub.app.host.use('chat');
	const { reader } = await hub.as.author.visit();
	const { message } = await chat.thread(reader, String(asked['roomId']), Number(asked['number']));
	expect(message.files).toMatchObject([{ name: 'Stempel.txt' }]);
});

async function* bytes(text = 'Inhalt') {
	yield Buffer.from(text);
}

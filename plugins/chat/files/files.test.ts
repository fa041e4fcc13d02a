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

import { beforeAll, expect, test } from 'vitest';
import { createTestApp, type TestApp } from '../../../test/harness/test-app.ts';
import type { Who } from '../../../test/harness/test-network.ts';
import type { WritingPlace } from './mentionable.ts';

let hub: TestApp;
beforeAll(async () => {
	hub = await createTestApp({ plugins: ['procedures', 'chat'] });
});

const room = async (input: Readonly<Record<string, unknown>> = {}) => {
	const made = await hub.as.admin.execute('chat.createRoom', {
		...{ organisationId: hub.network.alpha, name: 'raum' },
		...input,
	});
	return { roomId: String(made['id']) };
};
const offered = async (who: Who, place: WritingPlace, text: string) => {
	const chat = await hub.app.host.use('chat');
	const found = await chat.mentionable((await hub.as[who].visit()).reader, place, text);
	return found.map(({ name }) => name);
};

test('offers colleagues who read the room, by a part of their name, and never oneself', async () => {
	const open = await room();

	expect(await offered('reader', open, 'frau author')).toEqual(['Frau author']);
	expect(await offered('author', open, 'frau author')).toEqual([]);
});

test('offers nobody who may not read what is written, and nobody whom the writer may not see', async () => {
	const invited = await room({ access: 'invited' });
	const shared = await room({ audience: ['network'] });
	await hub.as.admin.execute('chat.invite', { ...invited, personId: hub.network.people.reader });

	expect(await offered('reader', invited, '')).toEqual(['Frau admin']);
	expect(await offered('reader', shared, 'frau foreign')).toEqual([]);
	await expect(offered('foreignReader', invited, '')).rejects.toMatchObject({ code: 'request.notFound' });
});

test('offers everybody at once only to those who may call them', async () => {
	const open = await room();

	expect(await offered('admin', open, 'al')).toContain('alle');
	expect(await offered('reader', open, 'al')).not.toContain('alle');
});

test('offers a group to its members where somebody of it reads along', async () => {
	const { groups } = hub.app.accounts;
	const { committee, people, alpha } = hub.network;
	await groups.addMember(committee, people.trainer, alpha);
	const invited = await room({ access: 'invited' });
	await hub.as.admin.execute('chat.invite', { ...invited, personId: people.author });

	expect(await offered('trainer', await room(), 'fach')).toEqual(['Fachkreis']);
	expect(await offered('author', await room(), 'fach')).toEqual([]);
	await expect(offered('trainer', invited, 'fach')).rejects.toMatchObject({ code: 'request.notFound' });
});

test('about an item offers its readers', async () => {
	const own = await hub.seed.item({ title: 'Nur Alpha' });

	expect(await offered('reader', { itemId: own.id }, 'frau author')).toEqual(['Frau author']);
	await expect(offered('foreignReader', { itemId: own.id }, '')).rejects.toMatchObject({
		code: 'request.notFound',
	});
});

import { existsSync, readdirSync } from 'node:fs';
import { request as sendRequest, type IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startTestHub, type TestHub } from '../harness/test-hub.ts';
import { testPassword, type Who } from '../harness/test-network.ts';

const newPassword = 'Regenschirm mit Kupfergriff 77';

/** What ends, by whom, and who had it. Each takes effect on the next request. */
const endings: readonly [string, Who, (hub: TestHub) => Promise<unknown>][] = [
	[
		'a disabled account',
		'reader',
		({ as, network: { people } }) =>
			as.networkAdmin.execute('accounts.setDisabled', { personId: people.reader, disabled: true }),
	],
	[
		'someone who left the organisation',
		'reader',
		({ as, network: { people, alpha } }) =>
			as.admin.execute('accounts.removeMember', { organisationId: alpha, personId: people.reader }),
	],
	[
		'sessions that an administrator ended',
		'reader',
		({ as, network: { people, alpha } }) =>
			as.admin.execute('accounts.endSessionsOf', { organisationId: alpha, personId: people.reader }),
	],
	[
		'someone who signed out everywhere',
		'reader',
		({ as }) => as.reader.execute('accounts.signOutEverywhere'),
	],
	[
		'other sessions after a changed password',
		'reader',
		({ as }) =>
			as.reader.execute('accounts.changePassword', { currentPassword: testPassword, password: newPassword }),
	],
	[
		'all sessions after a password reset',
		'reader',
		async ({ app, as, network: { people } }) => {
			const { token } = await app.accounts.links.create({ kind: 'passwordReset', personId: people.reader });
			await as.anonymous.execute('accounts.resetPassword', { token, password: newPassword });
		},
	],
	[
		'a partner from whom the sharing was withdrawn',
		'foreignReader',
		async (hub) => {
			const itemId = await sharedItem(hub);
			await hub.as.author.execute('content.setAudience', { itemId, audience: ['own'] });
		},
	],
	[
		'someone who was taken out of the group',
		'foreignMember',
		async (hub) => {
			const { as, network } = hub;
			const itemId = await sharedItem(hub);
			await as.author.execute('content.setAudience', { itemId, audience: [`group:${network.committee}`] });
			expect((await as.foreignMember.get(`/api/content/${itemId}`)).status).toBe(200);
			await as.foreignAdmin.execute('accounts.removeGroupMember', {
				groupId: network.committee,
				personId: network.people.foreignMember,
				organisationId: network.beta,
			});
		},
	],
	[
		'readers whose organisation switched the plugin off',
		'reader',
		({ as, network: { alpha } }) =>
			as.admin.execute('plugins.switch', { organisationId: alpha, pluginId: 'procedures', enabled: false }),
	],
];

test.each(endings)('%s reads nothing more from the next request on', async (_, who, end) => {
	const hub = await startTestHub();
	const item = await hub.seed.item({ title: 'Dienstwagen', audience: ['network'] });
	const { get, headers } = hub.as[who];
	const open = async () => [(await get(item.url)).status, (await get(`/api/content/${item.id}`)).status];
	expect(headers['cookie']).toBeDefined();
	expect(await open()).toEqual([200, 200]);

	await end(hub);

	expect(await open()).toEqual([404, 404]);
	expect((await get('/api/search?q=Dienstwagen')).json).toMatchObject({ total: 0 });
});

test('a token ends with its account, and when it is withdrawn', async () => {
	const { app, as, network, seed, client } = await startTestHub();
	const { id } = await seed.item({ audience: ['network'] });
	const create = () =>
		app.accounts.tokens.create({
			personId: network.people.reader,
			name: 'A',
			scope: 'read',
			expiresAt: null,
		});
	const [withdrawn, kept] = [await create(), await create()];
	const statusOf = async ({ token }: { token: string }) =>
		(await client({ authorization: `Bearer ${token}` }).get(`/api/content/${id}`)).status;
	expect([await statusOf(withdrawn), await statusOf(kept)]).toEqual([200, 200]);

	await as.reader.execute('accounts.revokeToken', { id: withdrawn.id });
	expect([await statusOf(withdrawn), await statusOf(kept)]).toEqual([404, 200]);

	await as.networkAdmin.execute('accounts.setDisabled', { personId: network.people.reader, disabled: true });
	expect(await statusOf(kept)).toBe(404);
});

test('a role that was taken away no longer writes', async () => {
	const { as, network, seed } = await startTestHub();
	const item = await seed.item();
	const archive = () => as.author.run('content.unarchive', { itemId: item.id });
	expect((await archive()).status).toBe(200);

	await as.admin.execute('accounts.changeRoles', {
		organisationId: network.alpha,
		personId: network.people.author,
		roles: ['reader'],
	});

	expect((await archive()).status).toBe(403);
});

const boundary = 'grenze';
const part = (name: string, value: string) =>
	`--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
const multipart = (fields: Readonly<Record<string, string>>) =>
	`${Object.entries(fields)
		.map(([name, value]) => part(name, value))
		.join('')}${part('file"; filename="notiz.md', '# Notiz')}--${boundary}--\r\n`;

/** Sendings that take as long as the sender likes, and what they say when they are refused. */
const sendings: readonly (readonly [string, (hub: TestHub, itemId: string) => Sending])[] = [
	[
		'a command',
		(_hub, itemId) => ({
			path: '/api/commands/content.archive',
			type: 'application/json',
			body: JSON.stringify({ itemId }),
			refusal: { status: 403 },
		}),
	],
	[
		'a file for an item',
		(_hub, itemId) => ({
			path: `/files?item=${itemId}`,
			type: `multipart/form-data; boundary=${boundary}`,
			body: multipart({}),
			refusal: { status: 403 },
		}),
	],
	[
		'a document',
		({ network }) => ({
			path: '/uploads/form',
			type: `multipart/form-data; boundary=${boundary}`,
			body: multipart({ _command: 'documents.upload', organisationId: network.alpha, language: 'de' }),
			refusal: { status: 303, location: '/?refused=access.denied' },
		}),
	],
	[
		'texts to bring in',
		({ network }) => ({
			path: `/imports?organisation=${network.alpha}`,
			type: `multipart/form-data; boundary=${boundary}`,
			body: multipart({}),
			refusal: {
				status: 303,
				location: `/import?organisation=${network.alpha}&problem=access.denied`,
			},
		}),
	],
];

test.each(sendings)(
	'%s that still comes when its sender’s role is taken away has no effect',
	async (_, of) => {
		const hub = await startTestHub();
		const { as, network } = hub;
		const { id } = await hub.seed.item();
		const sending = of(hub, id);
		const { refusal, rest } = await begin(hub, sending);

		await as.admin.execute('accounts.changeRoles', {
			organisationId: network.alpha,
			personId: network.people.author,
			roles: ['reader'],
		});
		const { statusCode: status, headers } = await rest();

		expect({ status, ...(headers.location ? { location: headers.location } : {}) }).toEqual(refusal);
	},
);

interface Sending {
	readonly path: string;
	readonly type: string;
	readonly body: string;
	readonly refusal: { readonly status: number; readonly location?: string };
}

/** Sends all but the end, and the end when it is asked for. */
async function begin({ app, as, port }: TestHub, { path, type, body, refusal }: Sending) {
	const sent = sendRequest({
		...{ port, path, method: 'POST' },
		headers: {
			...as.author.headers,
			'content-type': type,
			'content-length': Buffer.byteLength(body),
			'sec-fetch-site': 'same-origin',
		},
	});
	const answered = new Promise<IncomingMessage>((resolve, reject) => {
		sent.once('response', resolve).once('error', reject);
	});
	sent.write(body.slice(0, -5));
	// Whoever sends it has been asked for their rights once it lies there.
	await expect.poll(() => !path.startsWith('/imports') || lyingIn(app).length > 0).toBe(true);
	await as.author.get('/settings');
	return {
		refusal,
		rest() {
			sent.end(body.slice(-5));
			return answered;
		},
	};
}

function lyingIn({ config }: TestHub['app']): readonly string[] {
	const folder = join(config.dataFolder, 'imports');
	return existsSync(folder) ? readdirSync(folder) : [];
}

/** The item of the test above, which the first query of the list finds. */
async function sharedItem({ app }: TestHub): Promise<string> {
	const { id } = await app.database.query.selectFrom('items').select('id').executeTakeFirstOrThrow();
	return id;
}

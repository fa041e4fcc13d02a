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

/** The item of the test above, which the first query of the list finds. */
async function sharedItem({ app }: TestHub): Promise<string> {
	const { id } = await app.database.query.selectFrom('items').select('id').executeTakeFirstOrThrow();
	return id;
}

import { beforeAll, describe, expect, test } from 'vitest';
import { startTestHub, type Answer, type Client, type TestHub } from '../harness/test-hub.ts';
import { testPassword } from '../harness/test-network.ts';

let hub: TestHub;
beforeAll(async () => {
	hub = await startTestHub();
});

/** The same or competing requests, all on their way before the first is answered. */
const atOnce = (count: number, send: (number: number) => Promise<Answer>) =>
	Promise.all(Array.from({ length: count }, (_, number) => send(number)));

const statuses = (answers: readonly Answer[]) => answers.map(({ status }) => status).toSorted();

/** One gets through, all others are told the same. */
const oneOf = (count: number, refusal: number) => [200, ...Array.from({ length: count - 1 }, () => refusal)];

async function seedAdmin(name: string, place: { organisationId?: string; networkAdmin?: boolean }) {
	const { people, sessions } = hub.app.accounts;
	const personId = await people.create({
		...{ name, email: `${name}@alpha.example`, passwordHash: '', networkAdmin: place.networkAdmin ?? false },
	});
	if (place.organisationId !== undefined)
		await people.addMembership(personId, place.organisationId, ['admin']);
	const cookie = `verbund=${await sessions.start(personId, 'Test', null)}`;
	return { personId, client: hub.client({ cookie }) };
}

describe('of those who come at once', () => {
	test('one accepts an invitation', async () => {
		const { app, as, network } = hub;
		const { token } = await app.accounts.links.create({
			...{ kind: 'invitation', organisationId: network.alpha, roles: ['reader'] },
		});

		const answers = await atOnce(5, (number) =>
			as.anonymous.run('accounts.acceptInvitation', {
				...{ token, name: `Gast ${number}`, email: `gast-${number}@alpha.example`, password: testPassword },
			}),
		);

		expect(statuses(answers)).toEqual(oneOf(5, 410));
		const members = await app.accounts.people.members(network.alpha);
		expect(members.filter(({ name }) => name.startsWith('Gast'))).toHaveLength(1);
	});

	test('one resets a password, and it is that one’s', async () => {
		const { app, as, network } = hub;
		const { token } = await app.accounts.links.create({
			...{ kind: 'passwordReset', personId: network.people.approver },
		});
		const passwordOf = (number: number) => `Wolkenlesebuch im Regen ${number}`;

		const answers = await atOnce(5, (number) =>
			as.anonymous.run('accounts.resetPassword', { token, password: passwordOf(number) }),
		);

		expect(statuses(answers)).toEqual(oneOf(5, 410));
		const email = 'approver@alpha.example';
		const password = passwordOf(answers.findIndex(({ status }) => status === 200));
		expect((await as.anonymous.run('accounts.signIn', { email, password })).status).toBe(200);
	});

	test('two administrators who take the role from each other leave one', async () => {
		const { accounts } = hub.app;
		const { id: organisationId } = await accounts.organisations.create({ name: 'Gamma' });
		const admins = [await seedAdmin('g-1', { organisationId }), await seedAdmin('g-2', { organisationId })];

		const answers = await atOnce(4, async (number) => {
			const [by, of] = number % 2 === 0 ? admins : admins.toReversed();
			const target = { organisationId, personId: of?.personId };
			return number < 2
				? required(by).client.run('accounts.changeRoles', { ...target, roles: ['reader'] })
				: required(by).client.run('accounts.removeMember', target);
		});

		expect(answers.filter(({ status }) => status === 200).length, JSON.stringify(answers)).toBeGreaterThan(0);
		const members = await accounts.people.members(organisationId);
		expect(members.filter(({ roles }) => roles.includes('admin'))).toHaveLength(1);
	});

	test('two administrators of the network who take that from each other leave one', async () => {
		const { app, as, network } = hub;
		const other = await seedAdmin('network-2', { networkAdmin: true });

		const taking: readonly (readonly [Client, string, object])[] = [
			[as.networkAdmin, 'accounts.setNetworkAdmin', { personId: other.personId, networkAdmin: false }],
			[
				other.client,
				'accounts.setNetworkAdmin',
				{ personId: network.people.networkAdmin, networkAdmin: false },
			],
			[as.networkAdmin, 'accounts.setDisabled', { personId: other.personId, disabled: true }],
			[other.client, 'accounts.setDisabled', { personId: network.people.networkAdmin, disabled: true }],
		];
		await Promise.all(taking.map(([by, command, input]) => by.run(command, input)));

		const left = await app.database.query
			.selectFrom('people')
			.select('id')
			.where('network_admin', '=', 1)
			.where('disabled_at', 'is', null)
			.execute();
		expect(left).toHaveLength(1);
		await app.accounts.people.setNetworkAdmin(network.people.networkAdmin, true);
		await app.accounts.people.setDisabled(network.people.networkAdmin, false);
	});

	test('all with one key have one effect, and nobody else has the answer', async () => {
		const { as, network } = hub;
		const key = { 'idempotency-key': 'ein-schluessel-fuer-alle' };
		const input = { organisationId: network.alpha, name: 'Einmalig' };

		const answers = await atOnce(20, () => as.admin.run('accounts.createGroup', input, key));
		const foreign = await as.foreignAdmin.run(
			'accounts.createGroup',
			{ ...input, organisationId: network.beta },
			key,
		);
		const other = await as.admin.run('accounts.createGroup', { ...input, name: 'Anders' }, key);
		const elsewhere = await as.admin.run('accounts.addSite', input, key);

		expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
		expect(foreign.json['id']).not.toBe(answers[0]?.json['id']);
		expect([foreign.status, other.status, elsewhere.status]).toEqual([200, 422, 200]);
		expect(elsewhere.json['id']).not.toBe(answers[0]?.json['id']);
	});
});

function required<T>(value: T | undefined): T {
	if (value === undefined) throw new Error('not there');
	return value;
}

import { beforeAll, describe, expect, test } from 'vitest';
import { corePageRoutes } from '../src/host/page-routes.ts';
import { apiRoutes } from '../src/server/api/routes.ts';
import { errorStatus, isVerbundError } from '../src/errors.ts';
import { visitorFor, type Visitor } from '../src/host/visitor.ts';
import { startTestHub, type Answer, type Client, type TestHub } from './harness/test-hub.ts';
import { addressOf } from './harness/test-network.ts';
import { commandTable, type CommandRow } from './matrix/commands.ts';
import { createObjects, itemStates, missingObjects, type Objects } from './matrix/objects.ts';
import { actingOf, belongsTo, isSignedIn, kinds, may, type Kind, type Owner } from './matrix/rights.ts';
import { reads, routeTable } from './matrix/routes.ts';

const owners = ['alpha', 'beta'] as const;
const refused = [401, 403, 404];

let hub: TestHub;
let objects: Record<Owner, Objects>;
let clients: Record<Kind, Client>;
const tokenIds = new Map<Kind, string>();

beforeAll(async () => {
	hub = await startTestHub();
	const { app, network } = hub;
	objects = { alpha: await createObjects(hub, 'alpha'), beta: await createObjects(hub, 'beta') };
	const tokenOf = (personId: string) =>
		app.accounts.tokens.create({ personId, name: 'Matrix', scope: 'read', expiresAt: null });
	const readToken = await tokenOf(network.people.admin);
	clients = { ...hub.as, readToken: hub.client({ authorization: `Bearer ${readToken.token}` }) };
	for (const [who, personId] of Object.entries(network.people)) {
		tokenIds.set(who as Kind, (await tokenOf(personId)).id);
	}
});

test('the matrix knows every command and every route, and none that is gone', () => {
	const { commands, host } = hub.app;
	const pages = [...corePageRoutes, ...host.plugins.flatMap(({ manifest }) => manifest.contributes.pages)];

	expect(Object.keys(commandTable).sort()).toEqual(
		commands
			.declarations()
			.map(({ id }) => id)
			.sort(),
	);
	expect(Object.keys(routeTable).sort()).toEqual(
		[...pages.map(({ route }) => route), ...apiRoutes.map(({ path }) => path)].sort(),
	);
});

describe.each(Object.entries(commandTable))('%s', (command, row) => {
	test.each(owners)('is run by those who may, on things of %s', async (owner) => {
		const outcomes: Partial<Record<Kind, unknown>> = {};
		const expected: Partial<Record<Kind, unknown>> = {};
		for (const kind of kinds) {
			const outcome = await attempt(command, row, kind, defaultObjects(row, owner));
			expected[kind] = mayRun(row, kind, owner)
				? (row.status ?? 200)
				: expect.toSatisfy((status) => refused.includes(status));
			outcomes[kind] = outcome.status;
		}

		expect(outcomes).toEqual(expected);
	});

	test.each(owners)('answers strangers to %s as if the thing were not there', async (owner) => {
		const strangers = kinds.filter((kind) => !mayRun(row, kind, owner) && !belongsTo(kind, owner));
		for (const kind of strangers) {
			const answerTo = async (about: Objects) =>
				comparable(await clients[kind].run(command, row.input(about, ownThings(kind)), {}));

			const there = await answerTo(defaultObjects(row, owner));
			const missing = await answerTo(missingObjects(objects[owner]));

			expect(there, kind).toEqual(missing);
			expect(there.status, kind).toSatisfy((status: number) => refused.includes(status));
		}
	});
});

describe.each(Object.entries(commandTable).filter(([, { onItem }]) => onItem))('%s', (command, row) => {
	test.each(owners)('asks the owner of an item of %s in every state', async (owner) => {
		for (const state of itemStates) {
			const about = { ...objects[owner], item: objects[owner].items[state] };
			const outcomes: Partial<Record<Kind, unknown>> = {};
			const expected: Partial<Record<Kind, unknown>> = {};
			for (const kind of kinds) {
				const { status, code } = await attempt(command, row, kind, about);
				outcomes[kind] = status;
				const allowed = mayRun(row, kind, owner, state);
				// What lies in the bin is there for those who may take it out, and for nothing else.
				const done = state === 'binned' ? [200, 404, 409] : [row.status ?? 200, 409];
				expected[kind] = expect.toSatisfy((found) => (allowed ? done : refused).includes(found));
				const isStranger = isSignedIn(kind) && !belongsTo(kind, owner);
				if (isStranger && !allowed) {
					const missing = await attempt(command, row, kind, missingObjects(about));
					expect({ status, code }, `${state} ${kind}`).toEqual(missing);
				}
			}

			expect(outcomes, state).toEqual(expected);
		}
	});
});

describe.each(Object.entries(routeTable))('%s', (_route, row) => {
	test.each(owners)('is opened by those who may, for things of %s', async (owner) => {
		for (const address of row.addresses(objects[owner])) {
			const outcomes: Partial<Record<Kind, number>> = {};
			const expected: Partial<Record<Kind, number>> = {};
			for (const kind of kinds) {
				outcomes[kind] = (await clients[kind].get(address.path)).status;
				expected[kind] = row.expected(kind, owner, address.state);
			}

			expect(outcomes, address.path).toEqual(expected);
		}
	});

	test.each(owners)('answers strangers to %s as if the thing were not there', async (owner) => {
		const missing = missingObjects(objects[owner]);
		const pairs = row
			.addresses(objects[owner])
			.map((address, index) => [address, row.addresses(missing)[index]] as const);
		for (const [there, gone] of pairs) {
			if (gone === undefined || there.path === gone.path) continue;
			for (const kind of kinds.filter((one) => row.expected(one, owner, there.state) === 404)) {
				const answerTo = async (path: string) => comparable(await clients[kind].get(path), path);

				expect(await answerTo(there.path), `${kind} ${there.path}`).toEqual(await answerTo(gone.path));
			}
		}
	});
});

function mayRun(row: CommandRow, kind: Kind, owner: Owner, state = row.onItem): boolean {
	if (kind === 'readToken' && !row.reads) return false;
	if (row.takesOver) return may(kind, row.may, actingOf(kind)) && reads(kind, owner, state);
	if (row.ofReaders && !reads(kind, owner, state)) return false;
	return may(kind, row.may, row.acting ? actingOf(kind) : owner);
}

function defaultObjects({ onItem }: CommandRow, owner: Owner): Objects {
	const all = objects[owner];
	return onItem ? { ...all, item: all.items[onItem] } : all;
}

/** Runs a command as this kind, and undoes it whatever came of it. */
async function attempt(command: string, row: CommandRow, kind: Kind, about: Objects) {
	const { actor, reader, disabledPlugins } = await visit(kind);
	const undo = new Error('undo');
	const input = row.input(about, ownThings(kind));
	const error = await hub.app.database
		.transaction(async () => {
			await hub.app.commands.execute(command, input, { actor, reader, disabledPlugins });
			throw undo;
		})
		.catch((thrown: unknown) => thrown);
	if (isVerbundError(error)) return { status: errorStatus(error.code), code: error.code };
	if (error !== undo) throw error;
	return { status: 200, code: 'done' };
}

async function visit(kind: Kind): Promise<Visitor> {
	if (kind !== 'readToken') return hub.as[kind].visit();
	const visitor = await hub.as.admin.visit();
	if (visitor.actor.kind !== 'person') return visitor;
	const parts = { ...hub.app, types: hub.app.content.types };
	return visitorFor(parts, { ...visitor.actor, access: 'readOnly' }, visitor);
}

function ownThings(kind: Kind) {
	const who = kind === 'readToken' ? 'admin' : kind;
	return {
		email: who === 'anonymous' ? 'niemand@hub.example' : addressOf(who),
		tokenId: tokenIds.get(who) ?? 'x',
	};
}

/** What of an answer a person could tell apart; the address that was asked for is no news. */
function comparable({ status, headers, text }: Answer, path = '') {
	const { date: _date, 'content-length': _length, ...rest } = headers;
	const names = path.split(/[/?]/).filter((part) => part.length > 8);
	const withoutNames = (value: string) =>
		names.reduce((left, name) => left.replaceAll(name, '…'), value).replace(/name="_key" value="[^"]+"/g, '');
	return { status, headers: JSON.parse(withoutNames(JSON.stringify(rest))), text: withoutNames(text) };
}

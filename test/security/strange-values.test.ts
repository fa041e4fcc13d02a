import { beforeAll, expect, test } from 'vitest';
import { isVerbundError } from '../../src/errors.ts';
import { createTestApp, type TestApp } from '../harness/test-app.ts';
import { commandTable } from '../matrix/commands.ts';
import { createObjects, type Objects } from '../matrix/objects.ts';

let hub: TestApp;
let objects: Objects;
beforeAll(async () => {
	hub = await createTestApp();
	objects = await createObjects(hub, 'alpha');
});

/** What no form of ours sends, in place of what one does. */
const strange: readonly unknown[] = [
	'',
	'\0',
	'\ud800',
	'__proto__',
	'/\t/[',
	'//',
	'https://[',
	'%',
	"'",
	'9'.repeat(400),
	'é'.normalize('NFD').repeat(50),
	-1,
	1.5,
	Number.MAX_SAFE_INTEGER,
	8_640_000_000_000_001,
	null,
	[],
	{},
];

/** The input with the value in the place of one of its own, for each of these places. */
function* withStrange(input: unknown, value: unknown): Generator {
	if (input === null || typeof input !== 'object') {
		yield value;
		return;
	}
	for (const [key, inner] of Object.entries(input)) {
		for (const changed of withStrange(inner, value)) {
			yield Array.isArray(input) ? input.with(Number(key), changed) : { ...input, [key]: changed };
		}
	}
}

/** They end what the others are tried with. */
const ending = ['accounts.signOutEverywhere', 'accounts.setNetworkAdmin', 'accounts.erasePerson'];
const commands = Object.entries(commandTable).filter(([command]) => !ending.includes(command));

test.each(commands)('%s answers what is no value with what is wrong', async (command, { input }) => {
	const own = { email: 'author@alpha.example', tokenId: 'x' };
	const faults: unknown[] = [];
	for (const value of strange) {
		for (const changed of withStrange(input(objects, own), value)) {
			for (const person of [hub.as.admin, hub.as.networkAdmin]) {
				await person.execute(command, changed).catch((error: unknown) => {
					if (!isVerbundError(error)) faults.push([changed, error]);
				});
			}
		}
	}

	expect(faults).toEqual([]);
});

import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { anonymous } from '../../src/access/actor.ts';
import { findAccount, toActor } from '../../src/accounts/account.ts';
import { createApp, type App, type AppOptions } from '../../src/app.ts';
import type { Config } from '../../src/config.ts';
import { visitorFor, type Visitor } from '../../src/host/visitor.ts';
import { createSeed, type Seed } from './seed.ts';
import { createTestConfig, root } from './test-config.ts';
import { seedNetwork, testPeople, type TestNetwork, type Who } from './test-network.ts';

export interface TestAppOptions extends AppOptions, Partial<Config> {
	/** Ids of the plugins that are there; all of the installation unless given. */
	readonly plugins?: readonly string[];
}

/** The hub in this process, on an empty data folder with a small network in it. */
export interface TestApp {
	readonly app: App;
	readonly network: TestNetwork;
	readonly as: Readonly<Record<Who | 'anonymous', TestPerson>>;
	readonly seed: Seed;
}

/** Acts as one person of the network, with the rights of that moment. */
export interface TestPerson {
	visit(): Promise<Visitor>;
	/** Runs a command the way every border does; the answer is the command's. */
	execute(command: string, input?: unknown, idempotencyKey?: string): Promise<Record<string, never>>;
}

const closing: (() => Promise<void>)[] = [];

/** Has `close` called when the tests of this file are over, the latest first. */
export function closeAfterTests(close: () => Promise<void>): void {
	closing.unshift(close);
}

afterAll(async () => {
	for (const close of closing.splice(0)) await close();
});

export async function createTestApp({ plugins, onQuery, ...options }: TestAppOptions = {}): Promise<TestApp> {
	const config = createTestConfig({
		dataFolder: temporaryFolder(),
		...options,
		...(plugins ? { root: rootWith(plugins) } : {}),
	});
	const app = await createApp(config, { ...options, ...(onQuery ? { onQuery } : {}) });
	closeAfterTests(() => app.close());
	const network = await seedNetwork(app);
	const as = Object.fromEntries(
		[...Object.keys(testPeople), 'anonymous'].map((who) => [who, personIn(app, network, who)]),
	) as TestApp['as'];
	return { app, network, as, seed: createSeed(app, network, as) };
}

/** A folder that is gone when the tests of this file are over. */
export function temporaryFolder(): string {
	const folder = mkdtempSync(join(tmpdir(), 'verbund-test-'));
	closing.push(async () => rmSync(folder, { recursive: true, force: true }));
	return folder;
}

function personIn(app: App, { people }: TestNetwork, who: string): TestPerson {
	const visit = async () => {
		const id = who === 'anonymous' ? undefined : people[who as Who];
		const account = id === undefined ? null : await findAccount(app.database, { id });
		return visitorFor({ ...app, types: app.content.types }, account ? toActor(account, null) : anonymous, {
			account,
			session: null,
		});
	};
	return {
		visit,
		async execute(command, input = {}, idempotencyKey) {
			const { actor, reader, disabledPlugins } = await visit();
			const invocation = { actor, reader, disabledPlugins, ...(idempotencyKey ? { idempotencyKey } : {}) };
			return (await app.commands.execute(command, input, invocation)) as Record<string, never>;
		},
	};
}

/** An installation in which only these plugins stand. */
function rootWith(plugins: readonly string[]): string {
	const folder = temporaryFolder();
	mkdirSync(join(folder, 'plugins'));
	symlinkSync(join(root, 'content'), join(folder, 'content'));
	for (const id of plugins) symlinkSync(join(root, 'plugins', id), join(folder, 'plugins', id));
	return folder;
}

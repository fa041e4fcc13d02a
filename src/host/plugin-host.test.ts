import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { afterEach, beforeAll, expect, test, vi } from 'vitest';
import { createTestApp, temporaryFolder, type TestApp } from '../../test/harness/test-app.ts';
import { root } from '../../test/harness/test-config.ts';

const errors = vi.spyOn(console, 'error').mockImplementation(() => undefined);
afterEach(() => errors.mockClear());

let hub: TestApp;
beforeAll(async () => {
	hub = await createTestApp({
		root: installationWith({
			'throws/plugin.ts': `import { definePlugin } from 'verbund';
				export default definePlugin({ activate() { throw new Error('no coffee'); } });`,
			'empty/plugin.ts': 'export const nothing = 1;',
			'migrates/plugin.ts': 'export default { activate() {} };',
			'migrates/migrations/001-first.ts': `export async function up(db) {
				await db.schema.createTable('migrates_things').addColumn('id', 'text').execute();
				throw new Error('no disk');
			}`,
			'strays/plugin.ts': `import { definePlugin } from 'verbund';
				export default definePlugin({ activate(context) { context.commands.register('strays.other', {}); } });`,
			'peeks/plugin.ts': `import { defineCommand, definePlugin, z } from 'verbund';
				export default definePlugin({ activate(context) {
					context.commands.register('peeks.run', defineCommand({
						input: z.strictObject({}),
						run: () => context.storage.query().selectFrom('people').selectAll().execute(),
						audit: false,
					}));
				} });`,
			'gloomy/plugin.ts': `import { definePlugin } from 'verbund';
				export default definePlugin({ activate(context) {
					context.views.registerTreeDataProvider('gloomy.tree', { getNodes() { throw new Error('no trees'); } });
				} });`,
			'../node_modules/verbund-plugin-letters/plugin.js': `import { defineCommand, definePlugin, z } from 'verbund';
				export default definePlugin({ activate(context) {
					context.commands.register('letters.run', defineCommand({
						input: z.strictObject({}),
						run: async () => ({ said: 'from a package' }),
						audit: false,
					}));
				} });`,
			'gloomy/migrations/001-first.ts': `export async function up(db) {
				await db.schema.createTable('gloomy_things').addColumn('id', 'text').execute();
			}`,
			'works/plugin.ts': `import { defineCommand, definePlugin, z } from 'verbund';
				export default definePlugin({ activate(context) {
					context.commands.register('works.run', defineCommand({
						input: z.strictObject({}),
						run: async () => ({ said: context.l10n.t('en')('works.name') }),
						audit: false,
					}));
				} });`,
		}),
	});
});

test.each([
	['throws', 'no coffee'],
	['empty', './plugin.ts has no default export made by definePlugin.'],
	['migrates', 'no disk'],
	['strays', 'The command strays.other is not declared in the manifest of strays.'],
])('the plugin that %s fails alone, and says why', async (id, message) => {
	const running = hub.as.reader.execute(`${id}.run`);

	await expect(running).rejects.toMatchObject({ code: 'plugin.failed' });
	expect(hub.app.host.status(id)).toEqual({ state: 'failed', error: message });
	expect(errors).toHaveBeenCalledOnce();
});

test('the others work', async () => {
	await expect(hub.as.reader.execute('works.run')).resolves.toEqual({ said: 'works' });
	expect(hub.app.host.status('works')).toMatchObject({ state: 'active' });
});

test('a package brings JavaScript', async () => {
	await expect(hub.as.reader.execute('letters.run')).resolves.toEqual({ said: 'from a package' });
});

test('a migration that fails leaves nothing behind', async () => {
	await hub.as.reader.execute('migrates.run').catch(() => undefined);

	const tables = await hub.app.database.query.introspection.getTables();

	expect(tables.map(({ name }) => name)).not.toContain('migrates_things');
});

test('tables are there before a plugin runs, so that no transaction that fails takes them along', async () => {
	expect(hub.app.host.status('gloomy')).toMatchObject({ state: 'waiting' });
	const activating = hub.app.database.transaction(async () => {
		await hub.app.host.activate('gloomy');
		throw new Error('undone');
	});
	await expect(activating).rejects.toThrow('undone');

	const tables = await hub.app.database.query.introspection.getTables();

	expect(tables.map(({ name }) => name)).toContain('gloomy_things');
});

test('a plugin that asks for a table of the core is refused', async () => {
	await expect(hub.as.reader.execute('peeks.run')).rejects.toThrow('which is not its own');
});

test('a view that fails has no nodes, and its plugin keeps the error', async () => {
	const { reader } = await hub.as.reader.visit();
	const request = {
		reader,
		t: (key: string) => key,
		language: 'de' as const,
		path: '/',
		itemId: null,
		collectionId: null,
		organisationId: null,
		can: () => true,
	};

	await expect(hub.app.host.treeNodes('gloomy.tree', request)).resolves.toBeUndefined();
	expect(hub.app.host.status('gloomy')).toMatchObject({ state: 'active', lastError: 'no trees' });
});

test('what of a plugin could not be shown before it ran is kept for its page too', () => {
	hub.app.host.noteFailure('procedures', new Error('no paper'));

	expect(hub.app.host.status('procedures')).toEqual({ state: 'waiting', lastError: 'no paper' });
});

test('what a manifest says in %…% is read in the language of the reader', () => {
	const [plugin] = hub.app.host.plugins.filter(({ id }) => id === 'works');

	expect(hub.app.translator.resolve('de', plugin?.manifest.displayName ?? '')).toBe('works auf Deutsch');
	expect(hub.app.translator.resolve('en', plugin?.manifest.displayName ?? '')).toBe('works');
	expect(hub.app.translator.resolve('de-simple', plugin?.manifest.displayName ?? '')).toBe(
		'works auf Deutsch',
	);
});

test('a plugin that is off for the organisation has no commands', async () => {
	const { alpha } = hub.network;
	await hub.as.admin.execute('plugins.switch', { organisationId: alpha, pluginId: 'works', enabled: false });

	await expect(hub.as.reader.execute('works.run')).rejects.toMatchObject({ code: 'command.unknown' });
	await expect(hub.as.foreignReader.execute('works.run')).resolves.toBeDefined();
});

/** Plugins of these files, each with one command `run` and a view, beside the bundled ones. */
function installationWith(files: Readonly<Record<string, string>>): string {
	const folder = temporaryFolder();
	mkdirSync(join(folder, 'plugins'));
	mkdirSync(join(folder, 'node_modules'));
	symlinkSync(join(root, 'src'), join(folder, 'node_modules', 'verbund'));
	symlinkSync(join(root, 'content'), join(folder, 'content'));
	symlinkSync(join(root, 'plugins', 'procedures'), join(folder, 'plugins', 'procedures'));
	for (const [file, text] of Object.entries(files)) write(join(folder, 'plugins', file), text);
	for (const main of Object.keys(files).filter((file) => /\/plugin\.[jt]s$/.test(file))) {
		const at = dirname(join(folder, 'plugins', main));
		const id = basename(at).replace('verbund-plugin-', '');
		write(join(at, 'package.json'), JSON.stringify(manifestOf(id, basename(at), `./${basename(main)}`)));
		write(join(at, 'l10n/de.json'), JSON.stringify({ [`${id}.name`]: `${id} auf Deutsch` }));
		write(join(at, 'l10n/en.json'), JSON.stringify({ [`${id}.name`]: id }));
	}
	return folder;
}

function manifestOf(id: string, name: string, main: string) {
	return {
		name,
		version: '1.0.0',
		type: 'module',
		displayName: `%${id}.name%`,
		description: 'For a test',
		main,
		engines: { verbund: '^0.1.0' },
		contributes: {
			commands: [{ command: `${id}.run`, title: 'Run', permission: 'signedIn' }],
			views: { [id]: [{ id: `${id}.tree`, name: 'Tree' }] },
		},
	};
}

function write(path: string, text: string): void {
	mkdirSync(dirname(path), { recursive: true });
	writeFileSync(path, text);
}

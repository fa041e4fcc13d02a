import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeAll, expect, test, vi } from 'vitest';
import { createTestApp, temporaryFolder, type TestApp } from '../../../test/harness/test-app.ts';
import { root } from '../../../test/harness/test-config.ts';
import type { Who } from '../../../test/harness/test-network.ts';
import { tasksFor } from './tasks.ts';

const errors = vi.spyOn(console, 'error').mockImplementation(() => undefined);

let hub: TestApp;
beforeAll(async () => {
	hub = await createTestApp({
		root: installationWith({
			keys: `return [{ title: 'Schlüssel zählen', url: '/keys', dueAt: 1000 }, { title: 'Irgendwann', url: '/keys' }];`,
			gloomy: `throw new Error('no list');`,
			wrong: null,
		}),
	});
});

async function titlesFor(who: Who | 'anonymous') {
	const visitor = await hub.as[who].visit();
	const tasks = await tasksFor(hub.app, visitor, hub.app.translator.for('de'));
	return tasks.map(({ title }) => title);
}

test('what is due first stands at the top, what has no date at the end; a provider that fails is left out', async () => {
	expect(await titlesFor('reader')).toEqual(['Schlüssel zählen', 'Irgendwann']);
	expect(hub.app.host.status('gloomy')).toMatchObject({ state: 'active', lastError: 'no list' });
	expect(hub.app.host.status('wrong')).toMatchObject({ lastError: expect.stringContaining('wrong_nothing') });
	expect(errors).toHaveBeenCalled();
});

test('drafts and due reviews wait for those who wrote them', async () => {
	const { id } = await hub.seed.item({ title: 'Fundsachen' });
	await hub.seed.item({ title: 'Halb fertig', published: false });
	await hub.as.author.execute('content.setProperties', { itemId: id, reviewDueAt: '2020-01-01' });

	const titles = await titlesFor('author');

	expect(titles[0]).toBe('Schlüssel zählen');
	expect(titles[1]).toContain('Fundsachen');
	expect(titles.slice(2).join()).toContain('Halb fertig');
	expect((await titlesFor('approver')).join()).not.toContain('Halb fertig');
});

test('a reported barrier waits for those who administer the network, until it is closed', async () => {
	await hub.as.anonymous.execute('legal.reportBarrier', { text: 'Knopf ohne Namen' });
	const [report] = await hub.app.legal.barriers.list(1);

	expect((await titlesFor('networkAdmin')).join()).toContain('Barriere gemeldet');
	expect((await titlesFor('admin')).join()).not.toContain('Barriere');
	await hub.as.networkAdmin.execute('legal.closeBarrierReport', { id: report?.id });
	expect((await titlesFor('networkAdmin')).join()).not.toContain('Barriere');
});

test('nothing waits for visitors, and nothing of a plugin that is off', async () => {
	const { alpha } = hub.network;
	await hub.as.admin.execute('plugins.switch', { organisationId: alpha, pluginId: 'keys', enabled: false });

	expect(await titlesFor('anonymous')).toEqual([]);
	expect(await titlesFor('reader')).toEqual([]);
});

/** Plugins that each have one list of tasks, or for null a select that the database does not take. */
function installationWith(lists: Readonly<Record<string, string | null>>): string {
	const folder = temporaryFolder();
	mkdirSync(join(folder, 'plugins'));
	mkdirSync(join(folder, 'node_modules'));
	symlinkSync(join(root, 'src'), join(folder, 'node_modules', 'verbund'));
	symlinkSync(join(root, 'content'), join(folder, 'content'));
	symlinkSync(join(root, 'plugins', 'procedures'), join(folder, 'plugins', 'procedures'));
	for (const [id, list] of Object.entries(lists)) {
		write(
			join(folder, 'plugins', id, 'plugin.ts'),
			`import { definePlugin } from 'verbund';
			export default definePlugin({ activate(context) {
				context.tasks.register('${id}.list', ${list === null ? select : `{ async list() { ${list} } }`});
			} });`,
		);
		write(
			join(folder, 'plugins', id, 'package.json'),
			JSON.stringify({
				...{ name: id, version: '1.0.0', type: 'module', displayName: id, description: id },
				...{ main: './plugin.ts', engines: { verbund: '^0.1.0' } },
				contributes: { tasks: [{ id: `${id}.list`, title: id }] },
			}),
		);
	}
	return folder;
}

const select = `{
	select: () => context.storage.query().selectFrom('wrong_nothing').selectAll(),
	toTasks: () => [],
}`;

function write(path: string, text: string): void {
	mkdirSync(dirname(path), { recursive: true });
	writeFileSync(path, text);
}

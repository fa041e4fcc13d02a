import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test, vi } from 'vitest';
import { copyInstallation, run } from './harness/installation.ts';
import { temporaryFolder } from './harness/test-app.ts';
import { startTestHub, type TestHub } from './harness/test-hub.ts';

// An installation in which pages of two plugins do not build.
let hub: TestHub;
beforeAll(async () => {
	const installation = copyInstallation();
	for (const id of ['notes', 'letters']) placePlugin(installation, id);
	writeFileSync(join(installation, 'plugins/notes/pages/index.astro'), '---\nconst = ;\n---\n<p>{</p>\n');
	writeFileSync(
		join(installation, 'plugins/letters/pages/index.astro'),
		"---\nimport Missing from '../components/Missing.astro';\n---\n<Missing />\n",
	);
	const buildFolder = join(installation, 'dist');
	const build = `import('./src/bootstrap/build.mjs').then(({ buildPages }) => buildPages());`;
	run(installation, process.execPath, ['-e', build], { VERBUND_BUILD: buildFolder });
	hub = await startTestHub({ root: installation, buildFolder });
}, 180_000);

test('the other pages are there', async () => {
	const { url } = await hub.seed.item({ title: 'Umzug vorbereiten', audience: ['network'] });

	expect((await hub.as.reader.get('/')).status).toBe(200);
	expect((await hub.as.reader.get(url)).status).toBe(200);
});

test('each start says which plugins are left out, and why', async () => {
	const { root, buildFolder } = hub.app.config;
	const hubProcess = spawn(process.execPath, ['src/main.ts'], {
		cwd: root,
		env: { ...process.env, PORT: '0', VERBUND_BUILD: buildFolder, VERBUND_DATA: temporaryFolder() },
	});
	let output = '';
	for (const stream of [hubProcess.stdout, hubProcess.stderr]) {
		stream.setEncoding('utf8').on('data', (text: string) => (output += text));
	}

	await vi.waitFor(() => expect(output).toContain('Verbund läuft'), 60_000);
	hubProcess.kill('SIGTERM');
	await once(hubProcess, 'exit');

	expect(output).toMatch(/„notes“ bleibt weg: .*pages\/index\.astro/);
	expect(output).toMatch(/„letters“ bleibt weg: .*Missing\.astro/);
});

test('they are listed with what is wrong where, and leave no trace elsewhere', async () => {
	const { broken, plugins } = hub.app.host;
	const page = await hub.as.networkAdmin.get('/admin/plugins?organisation=alpha');
	const home = await hub.as.reader.get('/');

	expect(broken.map(({ id }) => id)).toEqual(expect.arrayContaining(['letters', 'notes']));
	expect(plugins.map(({ id }) => id)).not.toContain('notes');
	expect(broken.find(({ id }) => id === 'notes')?.faults[0]).toContain('pages/index.astro');
	expect(broken.find(({ id }) => id === 'letters')?.faults[0]).toContain('Missing.astro');
	expect(page.text).toContain('pages/index.astro');
	expect(page.text).not.toContain(hub.app.config.root);
	expect(home.text).not.toContain('href="/notes"');
	expect((await hub.as.reader.get('/notes')).status).toBe(404);
});

function placePlugin(installation: string, id: string): void {
	const folder = join(installation, 'plugins', id);
	cpSync(join(installation, 'plugins/handbook'), folder, { recursive: true });
	const manifest = {
		name: id,
		version: '1.0.0',
		type: 'module',
		displayName: 'Notizen',
		description: 'Kurze Notizen',
		main: './plugin.ts',
		engines: { verbund: '^0.1.0' },
		contributes: {
			pages: [{ route: `/${id}`, entry: './pages/index.astro', permission: 'public' }],
			viewsContainers: { activitybar: [{ id, title: 'Notizen', icon: 'file', route: `/${id}` }] },
		},
	};
	writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
	writeFileSync(join(folder, 'plugin.ts'), 'export default { activate: () => undefined };\n');
}

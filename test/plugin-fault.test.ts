import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
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
	placePlugin(
		installation,
		'crumbs',
		`process.env.CRUMBS && Promise.reject(new Error('Nobody waited for this.'))`,
	);
	mkdirSync(join(installation, 'plugins/crumbs/components'), { recursive: true });
	writeFileSync(
		join(installation, 'plugins/crumbs/components/Broken.astro'),
		"---\nthrow new Error('Gone in the middle.');\n---\n",
	);
	writeFileSync(
		join(installation, 'plugins/crumbs/pages/index.astro'),
		"---\nimport Broken from '../components/Broken.astro';\n---\n<p>The first half</p><Broken />\n",
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

test('each start says which plugins are left out, and why, and what nobody waited for ends nothing', async () => {
	const { root, buildFolder } = hub.app.config;
	const hubProcess = spawn(process.execPath, ['src/main.ts'], {
		cwd: root,
		env: {
			...process.env,
			CRUMBS: '1',
			PORT: '0',
			VERBUND_BUILD: buildFolder,
			VERBUND_DATA: temporaryFolder(),
		},
	});
	let output = '';
	for (const stream of [hubProcess.stdout, hubProcess.stderr]) {
		stream.setEncoding('utf8').on('data', (text: string) => (output += text));
	}

	await vi.waitFor(() => expect(output).toContain('Verbund läuft'), 60_000);
	await vi.waitFor(() => expect(output).toContain('Nobody waited for this.'));
	hubProcess.kill('SIGTERM');
	await once(hubProcess, 'exit');

	expect(output).toMatch(/„notes“ bleibt weg: .*pages\/index\.astro/);
	expect(output).toMatch(/„letters“ bleibt weg: .*Missing\.astro/);
});

test('a page that throws half-way is answered with a page that says so', async () => {
	const report = vi.spyOn(console, 'error').mockImplementation(() => undefined);

	const { status, text } = await hub.as.reader.get('/crumbs');

	expect(status).toBe(500);
	expect(text).toContain('Da ist etwas schiefgegangen');
	expect(text).not.toContain('The first half');
	expect(report).toHaveBeenCalledWith(expect.objectContaining({ message: 'Gone in the middle.' }));
	report.mockRestore();
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

function placePlugin(installation: string, id: string, activate = 'undefined'): void {
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
		activationEvents: ['onStartup'],
		contributes: {
			pages: [{ route: `/${id}`, entry: './pages/index.astro', permission: 'public' }],
			viewsContainers: { activitybar: [{ id, title: 'Notizen', icon: 'file', route: `/${id}` }] },
		},
	};
	writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
	writeFileSync(join(folder, 'plugin.ts'), `export default { activate: () => void (${activate}) };\n`);
}

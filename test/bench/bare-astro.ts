import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort, root, waitFor } from './hub-process.ts';

export interface BareServer {
	readonly url: string;
	stop(): void;
}

const serverFile = fileURLToPath(new URL('./bare-astro-server.mjs', import.meta.url));

/**
 * What Astro itself costs: a page without a frame that puts stored HTML out, behind node:http like ours, and the
 * same bytes from node:http alone under `/static`.
 */
export async function startBareAstro(
	folder: string,
	stored: { title: string; html: string },
): Promise<BareServer> {
	writeProject(folder, stored);
	execFileSync(
		process.execPath,
		[join(root, 'node_modules', 'astro', 'bin', 'astro.mjs'), 'build', '--silent'],
		{
			cwd: folder,
			env: { ...process.env, ASTRO_TELEMETRY_DISABLED: '1' },
			stdio: ['ignore', 'ignore', 'inherit'],
		},
	);
	const port = await freePort();
	const child = spawn(process.execPath, [serverFile, folder, String(port)], {
		stdio: ['ignore', 'ignore', 'inherit'],
	});
	const url = `http://127.0.0.1:${port}`;
	await waitFor(`${url}/page`);
	return { url, stop: () => child.kill() };
}

function writeProject(folder: string, stored: { title: string; html: string }): void {
	mkdirSync(join(folder, 'src', 'pages'), { recursive: true });
	symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
	const write = (path: string, text: string) => writeFileSync(join(folder, path), text);
	write('package.json', JSON.stringify({ name: 'bare', type: 'module', private: true }));
	write('stored.json', JSON.stringify(stored));
	write(
		'astro.config.mjs',
		`import node from '@astrojs/node';
export default { output: 'server', adapter: node({ mode: 'middleware' }), session: false, security: { checkOrigin: false }, compressHTML: true, build: { inlineStylesheets: 'never' } };
`,
	);
	write(
		'src/pages/page.astro',
		`---
import '@fontsource/atkinson-hyperlegible-next/latin-400.css';
import '@fontsource/atkinson-hyperlegible-next/latin-600.css';
const { title, html } = globalThis.stored;
---
<html lang="de"><head><meta charset="utf-8" /><meta name="viewport" content="width=device-width" /><title>{title}</title></head>
<body><main><h1>{title}</h1><Fragment set:html={html} /></main></body></html>
<style is:global>body { font-family: 'Atkinson Hyperlegible Next', sans-serif; max-width: 42rem; margin: auto; }</style>
`,
	);
}

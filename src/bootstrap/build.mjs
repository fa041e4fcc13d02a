import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { BootstrapError } from './bootstrap-error.mjs';
import { faultyPlugin } from './faulty-plugin.mjs';
import { buildFolder, root } from './paths.mjs';
import { withProgress } from './progress.mjs';

const stampFile = join(buildFolder, 'verbund-build.sha256');

/** Builds the pages unless they are those of the present sources. */
export async function buildPages() {
	const digest = sourcesDigest();
	if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === digest) return;
	rmSync(stampFile, { force: true });
	await withProgress('2/3 Seiten bauen', runBuild);
	mkdirSync(buildFolder, { recursive: true });
	writeFileSync(stampFile, digest);
}

/** Everything a page may be made of. More than is needed, rather than one file too few: a build takes seconds. */
function sourcesDigest() {
	const files = globSync(
		[
			'src/**/*',
			'plugins/**/*',
			'node_modules/verbund-plugin-*/**/*',
			'astro.config.mjs',
			'package-lock.json',
		],
		{
			cwd: root,
			exclude: ['**/*.test.ts', '**/*.md', 'src/cli/**', 'src/bootstrap/**'],
			withFileTypes: true,
		},
	)
		.filter((entry) => entry.isFile())
		.map((entry) => join(entry.parentPath, entry.name))
		.sort();
	const hash = createHash('sha256');
	for (const file of files)
		hash.update(file.slice(root.length)).update('\0').update(readFileSync(file)).update('\0');
	return hash.digest('hex');
}

/**
 * A plugin whose pages do not build is left out, and the build begun again: one slip in one plugin must not take
 * everybody's hub away. `plugin-failures.json` tells the hub, which lists it as faulty.
 */
async function runBuild() {
	/** @type {Map<string, string>} */
	const failures = new Map();
	for (;;) {
		const output = await build([...failures.keys()]);
		if (output === null) break;
		const fault = faultyPlugin(output, root);
		if (fault === null || failures.has(fault.id)) {
			throw new BootstrapError(`Die Seiten ließen sich nicht bauen:\n${output}`);
		}
		failures.set(fault.id, fault.reason);
	}
	mkdirSync(buildFolder, { recursive: true });
	writeFileSync(join(buildFolder, 'plugin-failures.json'), JSON.stringify(Object.fromEntries(failures)));
}

/**
 * In a process of its own, so that the hub does not carry the build's memory.
 *
 * @param {readonly string[]} leftOut ids of plugins
 * @returns {Promise<string | null>} what it wrote, if it failed
 */
function build(leftOut) {
	const child = spawn(process.execPath, [fileURLToPath(new URL('./astro-build.mjs', import.meta.url))], {
		cwd: root,
		env: {
			...process.env,
			ASTRO_TELEMETRY_DISABLED: '1',
			NO_COLOR: '1',
			VERBUND_BUILD_WITHOUT: leftOut.join(','),
		},
	});
	let output = '';
	for (const stream of [child.stdout, child.stderr]) {
		stream.setEncoding('utf8').on('data', (text) => (output += text));
	}
	return new Promise((resolve, reject) => {
		child.on('error', reject);
		child.on('exit', (code) => {
			if (code === 0) resolve(null);
			else if (/\bENOSPC\b/.test(output))
				reject(
					new BootstrapError(
						'Auf dem Datenträger ist kein Platz mehr. Bitte Platz schaffen und noch einmal starten.',
					),
				);
			else resolve(output.trim());
		});
	});
}

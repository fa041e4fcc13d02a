import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { buildPages } from '../build.mjs';
import { root } from '../paths.mjs';

const demoFolder = join(root, 'data', 'demo');

/** `npm run demo`: the demo network on a data folder of its own, thrown away at the next start. */
export async function run() {
	await buildPages();
	process.env.VERBUND_DATA ??= createDataFolder();
	process.argv.push('--demo');
	process.stderr.write('  3/3 Verbund mit dem Probe-Verbund starten …\n');
	await import('../../main.ts');
}

/** Each run has its own folder, named after its process; those of runs that have ended go. */
function createDataFolder() {
	mkdirSync(demoFolder, { recursive: true });
	for (const name of readdirSync(demoFolder)) {
		if (!isRunning(Number(name))) rmSync(join(demoFolder, name), { recursive: true, force: true });
	}
	const folder = join(demoFolder, String(process.pid));
	mkdirSync(folder);
	process.stderr.write(
		`  Probierdaten: ${relative(root, folder)} (werden beim nächsten „npm run demo“ gelöscht)\n`,
	);
	return folder;
}

/** @param {number} pid */
function isRunning(pid) {
	try {
		return process.kill(pid, 0);
	} catch (error) {
		return error instanceof Error && 'code' in error && error.code === 'EPERM';
	}
}

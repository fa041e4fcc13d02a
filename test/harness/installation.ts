import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from './test-app.ts';
import { root } from './test-config.ts';

/** Everything but what npm installed, which is linked: an installation of its own, to change at will. */
export function copyInstallation(): string {
	const folder = temporaryFolder();
	for (const part of ['src', 'plugins', 'content', 'package.json', 'tsconfig.json', 'astro.config.mjs']) {
		cpSync(join(root, part), join(folder, part), { recursive: true });
	}
	mkdirSync(join(folder, 'node_modules'));
	for (const name of readdirSync(join(root, 'node_modules'))) {
		const target = name === 'verbund' ? join(folder, 'src') : join(root, 'node_modules', name);
		symlinkSync(target, join(folder, 'node_modules', name));
	}
	return folder;
}

/** @returns what the program wrote; fails the test if it ends with an error */
export function run(
	cwd: string,
	command: string,
	parameters: readonly string[],
	environment: NodeJS.ProcessEnv = {},
): string {
	const { status, stdout, stderr } = spawnSync(command, parameters, {
		cwd,
		encoding: 'utf8',
		env: { ...process.env, ...environment },
	});
	if (status !== 0) throw new Error(`${command} failed.\n${stdout}\n${stderr}`);
	return stdout + stderr;
}

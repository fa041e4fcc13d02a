import { spawn } from 'node:child_process';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));

export interface ProgramOptions {
	readonly cwd?: string;
	readonly env?: NodeJS.ProcessEnv;
}

/** Runs a program, with those of the packages first, and shows what it says. @returns its exit code */
export function runProgram(
	program: string,
	parameters: readonly string[],
	{ cwd = root, env }: ProgramOptions = {},
): Promise<number> {
	const path = [join(root, 'node_modules', '.bin'), process.env['PATH'] ?? ''].join(delimiter);
	const child = spawn(program, parameters, {
		cwd,
		stdio: 'inherit',
		env: { ...process.env, ASTRO_TELEMETRY_DISABLED: '1', PATH: path, ...env },
	});
	return new Promise((resolve, reject) => {
		child.on('error', reject);
		child.on('exit', (code) => resolve(code ?? 1));
	});
}

import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
	interface ProvidedContext {
		/** Pages built for this run. */
		buildFolder: string;
	}
}

const root = fileURLToPath(new URL('../..', import.meta.url));
const builder = join(root, 'src', 'bootstrap', 'astro-build.mjs');

/** One for every project of the run, each of which asks. */
let built: string | null = null;

/**
 * Builds the pages once for the whole run, beside whatever hub serves its own build. `VERBUND_TEST_PAGES` names a
 * build that is there already, for running one test again and again.
 */
export default function buildPages({ provide }: TestProject) {
	const present = process.env['VERBUND_TEST_PAGES'];
	const buildFolder = present ?? (built ??= build());
	provide('buildFolder', buildFolder);
	if (present) return;

	return () => rmSync(buildFolder, { recursive: true, force: true });
}

function build(): string {
	const buildFolder = mkdtempSync(join(tmpdir(), 'verbund-pages-'));
	const { status, stdout, stderr } = spawnSync(process.execPath, [builder], {
		cwd: root,
		encoding: 'utf8',
		env: { ...process.env, VERBUND_BUILD: buildFolder, ASTRO_TELEMETRY_DISABLED: '1' },
	});
	if (status !== 0) throw new Error(`The pages cannot be built.\n${stdout}\n${stderr}`);
	return buildFolder;
}

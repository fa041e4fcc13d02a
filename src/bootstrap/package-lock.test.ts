import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { z } from 'zod';

const packageSchema = z.object({
	version: z.string().optional(),
	optionalDependencies: z.record(z.string(), z.string()).default({}),
});
const lock = z
	.object({ packages: z.record(z.string(), packageSchema) })
	.parse(JSON.parse(readFileSync(new URL('../../package-lock.json', import.meta.url), 'utf8')));

/** The entry that a package at `path` gets for a dependency: its own, or that of the nearest folder above. */
function resolveEntry(path: string, name: string) {
	for (let folder = path; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')))) {
		const entry = lock.packages[folder === '' ? `node_modules/${name}` : `${folder}/node_modules/${name}`];
		if (entry ?? folder === '') return entry;
	}
}

// npm leaves out what the package source of the day lacks; then `npm ci` fails, and other platforms miss a part.
test('the lock file holds the optional packages of all platforms', () => {
	const missing = Object.entries(lock.packages).flatMap(([path, { optionalDependencies }]) =>
		Object.entries(optionalDependencies)
			.filter(([name, range]) => {
				const version = resolveEntry(path, name)?.version;
				return version === undefined || (/^\d[\d.]*$/.test(range) && version !== range);
			})
			.map(([name]) => `${path}: ${name}`),
	);

	expect(missing).toEqual([]);
});

import { cpSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, inject, test } from 'vitest';
import { temporaryFolder } from './harness/test-app.ts';
import { startTestHub } from './harness/test-hub.ts';

test('a file of the build that is gone breaks off its own answer, and the hub goes on', async () => {
	const buildFolder = join(temporaryFolder(), 'dist');
	cpSync(inject('buildFolder'), buildFolder, { recursive: true });
	const { as } = await startTestHub({ buildFolder });
	const folder = join(buildFolder, 'client', '_astro');
	const name = readdirSync(folder).find((file) => file.endsWith('.css')) ?? '';
	for (const file of readdirSync(folder).filter((one) => one.startsWith(name))) rmSync(join(folder, file));

	await expect(as.anonymous.get(`/_astro/${name}`)).rejects.toThrow();

	expect((await as.anonymous.get('/api/health')).status).toBe(200);
	expect((await as.anonymous.get('/sign-in')).status).toBe(200);
});

test('the built pages bring along every package that they import', () => {
	const folder = join(inject('buildFolder'), 'server');
	const chunks = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
		file.endsWith('.mjs'),
	);
	const imports = chunks.flatMap((file) => [
		...readFileSync(join(folder, file), 'utf8').matchAll(
			/^(?:import|export) (?:[^'"\n]* from )?["']([^'"\n]+)["'];?$/gm,
		),
	]);

	expect(imports.length).toBeGreaterThan(chunks.length / 2);
	expect(imports.map(([, from = '']) => from).filter((from) => !/^(\.|node:)/.test(from))).toEqual([]);
});

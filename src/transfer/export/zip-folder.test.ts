import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../../test/harness/test-app.ts';
import { zipFolder } from './zip-folder.ts';

test('a file that goes while the others are packed fails the archive, which is not there then', async () => {
	const folder = join(temporaryFolder(), 'texts');
	const target = join(temporaryFolder(), 'texts.zip');
	mkdirSync(folder);
	writeFileSync(join(folder, '1.png'), Buffer.alloc(60_000_000));
	writeFileSync(join(folder, '2.md'), 'Zweiter Text');

	const packing = zipFolder(folder, target, new AbortController().signal);
	const outcome = packing.then(
		() => 'packed',
		(error: unknown) => String(error),
	);
	while (!existsSync(`${target}.part`)) await turn();
	rmSync(join(folder, '2.md'));

	expect(await outcome).toContain('ENOENT');
	expect(existsSync(target)).toBe(false);
	expect(existsSync(`${target}.part`)).toBe(false);
});

import { cpSync, existsSync, globSync, mkdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeSyntheticItems } from './synthetic-items.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const usual = ['../shared/data/sections', '../shared/data/sections-more'];
const large = 12_000;
const small = 100;

export interface Corpora {
	readonly small: readonly string[];
	readonly large: readonly string[];
}

/**
 * Folders of Markdown for a hub with a hundred items and for a large one. The small one's items are part of the large.
 *
 * @param given folders of the command line; those beside the repository, else made-up text
 * @param scratch an empty folder
 */
export function prepareCorpora(given: readonly string[], scratch: string): Corpora {
	const folders = (given.length > 0 ? given : usual).map((folder) => resolve(root, folder));
	const real = folders.every((folder) => existsSync(folder));
	if (!real && given.length > 0)
		throw new Error(`There is no folder ${folders.find((folder) => !existsSync(folder)) ?? ''}.`);
	const all = real ? folders : [join(scratch, 'synthetic')];
	const [source = ''] = all;
	if (!real) writeSyntheticItems(source, large);
	const few = join(scratch, 'few');
	for (const file of globSync('**/*.md', { cwd: source }).sort().slice(0, small)) {
		mkdirSync(dirname(join(few, file)), { recursive: true });
		cpSync(join(source, file), join(few, file));
	}
	return { small: [few], large: all };
}

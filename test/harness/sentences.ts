import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');

/** What core and plugins call their keys on the screen; a later language has the last word. */
export function readSentences(...languages: readonly string[]): ReadonlyMap<string, string> {
	const files = languages.flatMap((language) =>
		globSync([`src/l10n/${language}.json`, `plugins/*/l10n/${language}.json`], { cwd: root }),
	);
	return new Map(
		files.flatMap((file) => Object.entries<string>(JSON.parse(readFileSync(join(root, file), 'utf8')))),
	);
}

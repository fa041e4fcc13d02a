import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readSentences } from './harness/sentences.ts';
import { root } from './harness/test-config.ts';

test('whatever the audit log names as touched has a name in every language', () => {
	const noted = globSync('{src,plugins}/**/*.ts', { cwd: root })
		.filter((file) => !file.endsWith('.test.ts'))
		.flatMap((file) => objectNames(file).map((name) => ({ file, name })));

	const nameless = ['de', 'en'].flatMap((language) => {
		const sentences = readSentences(language);
		return noted
			.filter(({ file, name }) => {
				const [room, plugin] = file.split('/');
				const ofPlugin = room === 'plugins' && sentences.has(`${plugin}.audit.${name}`);
				return !sentences.has(`admin.audit.object.${name}`) && !ofPlugin;
			})
			.map(({ file, name }) => `${language} ${file}: ${name}`);
	});

	expect(noted.length).toBeGreaterThan(50);
	expect(nameless).toEqual([]);
});

/** Names written out in `objects: { item: itemId, revision }`; a computed one is one of the core's. */
function objectNames(file: string): readonly string[] {
	const source = readFileSync(join(root, file), 'utf8');
	return [...source.matchAll(/\bobjects: \{([^{}]*)\}/g)].flatMap(([, written = '']) =>
		written
			.split(',')
			.map((part) => part.trim().split(':')[0]?.trim() ?? '')
			.filter((name) => /^\w+$/.test(name)),
	);
}

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ContentStore } from '../../content/content-store.ts';
import type { DiscoveredPlugin } from '../discover-plugins.ts';

/** The plugin's README as sanitised HTML, its title left out because the page has it; null without a README. */
export async function readPluginReadme(
	content: ContentStore,
	{ folder }: DiscoveredPlugin,
): Promise<string | null> {
	const file = join(folder, 'README.md');
	if (!existsSync(file)) return null;
	const source = readFileSync(file, 'utf8')
		.replace(/^\s*#\s[^\n]*\n/, '')
		// Files beside the README have no address in the hub.
		.replace(/\[([^\]]+)\]\((?!https?:|#)[^)]*\)/g, '$1');
	return (await content.preview(source)).segments.join('…');
}

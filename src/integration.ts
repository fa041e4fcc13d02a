import type { AstroIntegration } from 'astro';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { discoverPlugins } from './host/discover-plugins.ts';
import { lucideIcons } from './icons-plugin.ts';

/** Brings the plugins' pages and icons into Astro's build. Pages are declared, so no code of a plugin runs here. */
export function verbund(): AstroIntegration {
	const root = fileURLToPath(new URL('..', import.meta.url));
	const { plugins, broken } = discoverPlugins(root);

	return {
		name: 'verbund',
		hooks: {
			'astro:config:setup'({ injectRoute, updateConfig, logger }) {
				for (const { id, faults } of broken) logger.warn(`Plugin ${id}: ${faults.join('; ')}`);
				for (const { folder, manifest } of plugins) {
					for (const { route, entry } of manifest.contributes.pages) {
						injectRoute({ pattern: route, entrypoint: join(folder, entry), prerender: false });
					}
				}
				updateConfig({
					vite: { plugins: [lucideIcons([join(root, 'src'), ...plugins.map(({ folder }) => folder)])] },
				});
			},
			'astro:route:setup'({ route }) {
				// A prerendered page would be served without asking who reads.
				route.prerender = false;
			},
		},
	};
}

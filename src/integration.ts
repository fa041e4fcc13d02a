import type { AstroIntegration } from 'astro';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { discoverPlugins } from './host/discover-plugins.ts';
import { lucideIcons } from './icons-plugin.ts';
import { nameBuild, pluginParts } from './plugin-parts.ts';
import { precompress } from './precompress.ts';
import { createWorkbenchChunk } from './workbench-chunk.ts';

/** Plugins whose pages did not build the first time; see bootstrap/build.mjs. */
const leftOut = (process.env['VERBUND_BUILD_WITHOUT'] ?? '').split(',');

/** Brings the plugins' pages and icons into Astro's build. Pages are declared, so no code of a plugin runs here. */
export function verbund(): AstroIntegration {
	return {
		name: 'verbund',
		hooks: {
			'astro:config:setup'({ config, injectRoute, updateConfig, logger }) {
				const root = fileURLToPath(config.root);
				const { plugins: found, broken } = discoverPlugins(root);
				const plugins = found.filter(({ id }) => !leftOut.includes(id));
				for (const { id, faults } of broken) logger.warn(`Plugin ${id}: ${faults.join('; ')}`);
				for (const { folder, manifest } of plugins) {
					for (const { route, entry } of manifest.contributes.pages) {
						injectRoute({ pattern: route, entrypoint: join(folder, entry), prerender: false });
					}
				}
				updateConfig({
					vite: {
						plugins: [
							lucideIcons([join(root, 'src'), ...plugins.map(({ folder }) => folder)]),
							...pluginParts(plugins),
						],
						environments: {
							client: {
								build: {
									rolldownOptions: {
										output: { codeSplitting: { groups: [{ name: createWorkbenchChunk() }] } },
									},
								},
							},
						},
					},
				});
			},
			'astro:build:done'({ dir }) {
				const folder = fileURLToPath(dir);
				nameBuild(folder);
				precompress(folder);
			},
			'astro:route:setup'({ route }) {
				// A prerendered page would be served without asking who reads.
				route.prerender = false;
			},
		},
	};
}

import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Migration } from '../database/migrate.ts';
import type { DiscoveredPlugin } from './discover-plugins.ts';
import type { PluginDefinition } from './plugin-context.ts';

/** @throws Error the module cannot be loaded, or defines no plugin */
export async function importPlugin({
	folder,
	manifest,
}: DiscoveredPlugin): Promise<PluginDefinition<unknown>> {
	const module: unknown = await import(pathToFileURL(join(folder, manifest.main)).href);
	if (!isPluginModule(module))
		throw new Error(`${manifest.main} has no default export made by definePlugin.`);
	return module.default;
}

/** The plugin's `migrations/*.ts`, in the order of their names. */
export async function readMigrations({ folder }: Pick<DiscoveredPlugin, 'folder'>): Promise<Migration[]> {
	const migrations = join(folder, 'migrations');
	if (!existsSync(migrations)) return [];
	const files = readdirSync(migrations)
		.filter((name) => /\.(?:ts|js)$/.test(name))
		.sort();
	return Promise.all(
		files.map(async (file) => {
			const module: unknown = await import(pathToFileURL(join(migrations, file)).href);
			if (!isMigrationModule(module)) throw new Error(`migrations/${file} exports no function up.`);
			return { name: file.replace(/\.(?:ts|js)$/, ''), up: module.up };
		}),
	);
}

function isPluginModule(module: unknown): module is { default: PluginDefinition<unknown> } {
	return (
		module !== null &&
		typeof module === 'object' &&
		'default' in module &&
		module.default !== null &&
		typeof module.default === 'object' &&
		'activate' in module.default &&
		typeof module.default.activate === 'function'
	);
}

function isMigrationModule(module: unknown): module is { up: Migration['up'] } {
	return module !== null && typeof module === 'object' && 'up' in module && typeof module.up === 'function';
}

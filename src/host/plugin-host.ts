import { migrate, type MigrateOptions } from '../database/migrate.ts';
import { VerbundError } from '../errors.ts';
import { createPluginContext } from './create-plugin-context.ts';
import { declarePlugin } from './declare-plugin.ts';
import type { BrokenPlugin, DiscoveredPlugin, Discovery } from './discover-plugins.ts';
import type { HostParts } from './host-parts.ts';
import type { PluginExports } from './plugin-context.ts';
import { importPlugin, readMigrations } from './plugin-modules.ts';
import {
	createPluginProviders,
	createRegisteredProviders,
	type PluginProviders,
} from './plugin-providers.ts';
import { createRegistrar } from './plugin-registrar.ts';
import { pluginSwitch } from './plugin-switch.ts';
import type { SettingValues } from './settings.ts';

export type PluginStatus =
	| {
			readonly state: 'waiting';
			/** Of something that could not be shown. */
			readonly lastError?: string;
	  }
	| { readonly state: 'active'; readonly milliseconds: number; readonly lastError?: string }
	| { readonly state: 'failed'; readonly error: string };

export interface PluginHost extends PluginProviders {
	readonly plugins: readonly DiscoveredPlugin[];
	/** Plugins whose manifest is not right, with what is wrong. */
	readonly broken: readonly BrokenPlugin[];
	status(pluginId: string): PluginStatus;
	/** Ids of the plugins that are off for the subject of these settings. */
	disabled(settings: SettingValues): readonly string[];
	/** Runs the plugin's code if it has not run yet. @throws VerbundError `plugin.failed` */
	activate(pluginId: string): Promise<void>;
	/**
	 * Brings the tables of all plugins up to date, before anybody is served: what is made inside a transaction that
	 * fails would be gone again. A plugin whose tables cannot be made says so when it is activated.
	 */
	migrate(options?: Pick<MigrateOptions, 'beforeFirst'>): Promise<void>;
	/** Runs those that ask for it at the start. Never throws: a failure is kept for the plugin page. */
	activateOnStartup(): Promise<void>;
	use<Id extends keyof PluginExports>(pluginId: Id): Promise<PluginExports[Id]>;
	/** Something of a plugin could not be shown; for the plugin page. */
	noteFailure(pluginId: string, error: unknown): void;
}

export function createPluginHost({ plugins, broken }: Discovery, parts: HostParts): PluginHost {
	/** What each plugin exports. */
	const loading = new Map<string, Promise<unknown>>();
	const migrating = new Map<string, Promise<void>>();
	const statuses = new Map<string, PluginStatus>();
	const registered = createRegisteredProviders();

	for (const plugin of plugins) declarePlugin(plugin, parts, () => activate(plugin.id));

	return {
		...createPluginProviders(registered, { plugins, activate, noteFailure }),
		plugins,
		broken,
		status,
		disabled: (settings) =>
			plugins.map(({ id }) => id).filter((id) => settings.get(pluginSwitch(id)) === false),
		activate,
		async migrate(options) {
			for (const plugin of plugins) await migrateTables(plugin, options).catch(() => undefined);
		},
		async activateOnStartup() {
			for (const { id, manifest } of plugins) {
				if (manifest.activationEvents.includes('onStartup')) await load(id).catch(() => undefined);
			}
		},
		use,
		noteFailure,
	};

	async function activate(pluginId: string): Promise<void> {
		await load(pluginId);
	}

	function status(pluginId: string): PluginStatus {
		return statuses.get(pluginId) ?? { state: 'waiting' };
	}

	/**
	 * For the plugin page; a plugin that never came up has said its error already, and one that is gone, whose part of
	 * a page is still there, is missed by nobody.
	 */
	function noteFailure(pluginId: string, error: unknown): void {
		if (!plugins.some(({ id }) => id === pluginId)) return;
		const known = status(pluginId);
		const lastError = messageOf(error);
		if (known.state === 'failed' || known.lastError === lastError) return;
		console.error(`[${pluginId}]`, error);
		statuses.set(pluginId, { ...known, lastError });
	}

	async function use<Id extends keyof PluginExports>(pluginId: Id): Promise<PluginExports[Id]> {
		// The plugin's own declaration merging gave this type to its exports.
		return (await load(pluginId)) as PluginExports[Id];
	}

	function load(pluginId: string): Promise<unknown> {
		const known = loading.get(pluginId);
		if (known) return known;
		const plugin = plugins.find(({ id }) => id === pluginId);
		if (!plugin) return Promise.reject(new VerbundError('plugin.failed', { values: { plugin: pluginId } }));
		const started = loadPlugin(plugin);
		loading.set(pluginId, started);
		return started;
	}

	async function loadPlugin(plugin: DiscoveredPlugin): Promise<unknown> {
		const { id, manifest } = plugin;
		const start = performance.now();
		const registrar = createRegistrar(id, manifest);
		try {
			for (const dependency of manifest.pluginDependencies) await load(dependency);
			await migrateTables(plugin);
			const definition = await importPlugin(plugin);
			const context = createPluginContext(id, { parts, providers: registered, registrar, use });
			const exports = await definition.activate(context);
			statuses.set(id, { state: 'active', milliseconds: performance.now() - start });
			return exports;
		} catch (error) {
			registrar.undo();
			statuses.set(id, { state: 'failed', error: messageOf(error) });
			console.error(`[${id}]`, error);
			throw new VerbundError('plugin.failed', { values: { plugin: manifest.displayName }, cause: error });
		}
	}

	function migrateTables(
		plugin: DiscoveredPlugin,
		options?: Pick<MigrateOptions, 'beforeFirst'>,
	): Promise<void> {
		const known = migrating.get(plugin.id);
		if (known) return known;
		const started = readMigrations(plugin).then((migrations) =>
			migrate(parts.database, migrations, { scope: plugin.id, ...options }),
		);
		migrating.set(plugin.id, started);
		return started;
	}
}

function messageOf(error: unknown): string {
	return error instanceof Error ? error.message : String(error);
}

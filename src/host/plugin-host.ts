import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { anonymous } from '../access/actor.ts';
import type { Access } from '../access/permissions.ts';
import { itemReach } from '../access/answers-for.ts';
import { findAccount, toActor } from '../accounts/account.ts';
import type { Accounts } from '../accounts/accounts.ts';
import type { Limits } from '../accounts/limits.ts';
import type { ContentStore } from '../content/content-store.ts';
import type { Reader } from '../content/reader.ts';
import type { Database } from '../database/database.ts';
import { migrate, type MigrateOptions, type Migration } from '../database/migrate.ts';
import { VerbundError } from '../errors.ts';
import type { Disposable } from '../events.ts';
import type { Jobs } from '../jobs/jobs.ts';
import type { Translator } from '../l10n/translator.ts';
import type { Calendars } from '../feeds/calendars.ts';
import type { Notifications } from '../notifications/notifications.ts';
import type { Commands } from './commands.ts';
import type { BrokenPlugin, DiscoveredPlugin, Discovery } from './discover-plugins.ts';
import type { Health } from './health/health.ts';
import type {
	HandoverProvider,
	ItemKeyProvider,
	PersonalDataHandler,
	PluginContext,
	PluginDefinition,
	PluginExports,
	TaskProvider,
	TreeDataProvider,
	TreeNodes,
	ViewRequest,
	WidgetSource,
} from './plugin-context.ts';
import type { ProblemChecks } from './problems/problem-checks.ts';
import { createPluginStorage } from './plugin-storage.ts';
import type { Settings, SettingValues } from './settings.ts';
import { version } from '../version.ts';
import type { Walkthroughs } from './walkthroughs.ts';

export type PluginStatus =
	| {
			readonly state: 'waiting';
			/** Of something that could not be shown. */
			readonly lastError?: string;
	  }
	| { readonly state: 'active'; readonly milliseconds: number; readonly lastError?: string }
	| { readonly state: 'failed'; readonly error: string };

export interface PluginHost {
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
	/** Nodes of a view. A plugin that fails leaves the page standing: there are none, and the plugin page says why. */
	treeNodes(viewId: string, request: ViewRequest): Promise<TreeNodes | undefined>;
	/** Who knows what waits for people, of the plugins that are on. One that fails is left out. */
	taskProviders(disabledPlugins: readonly string[]): Promise<readonly PluginTasks[]>;
	/** What cards of the home page show, of the plugins that are on. One that fails is left out. */
	widgetSources(disabledPlugins: readonly string[]): Promise<readonly PluginWidget[]>;
	/** What somebody who leaves has to hand over, of the plugins that are on. @throws VerbundError `plugin.failed` */
	handover(isOn: (pluginId: string) => boolean): Promise<readonly DeclaredHandover[]>;
	/** Keys of toggles in the menus of an item. Those of a plugin that fails are left out. */
	itemKeys(
		reader: Reader,
		itemId: string,
		disabledPlugins: readonly string[],
	): Promise<Readonly<Record<string, boolean>>>;
	/** Something of a plugin could not be shown; for the plugin page. */
	noteFailure(pluginId: string, error: unknown): void;
	/** By the id of the declaration; activates all plugins that declare personal data. */
	personalData(): Promise<ReadonlyMap<string, PersonalDataHandler>>;
}

export interface PluginTasks {
	readonly provider: TaskProvider;
	readonly icon: string;
	noteFailure(error: unknown): void;
}

export interface PluginWidget {
	readonly id: string;
	readonly source: WidgetSource;
	noteFailure(error: unknown): void;
}

export interface DeclaredHandover {
	readonly id: string;
	readonly title: string;
	readonly description?: string | undefined;
	readonly provider: HandoverProvider;
}

export interface HostParts {
	readonly database: Database;
	readonly access: Access;
	readonly accounts: Accounts;
	readonly content: ContentStore;
	readonly commands: Commands;
	readonly settings: Settings;
	readonly translator: Translator;
	readonly walkthroughs: Walkthroughs;
	readonly limits: Limits;
	readonly notifications: Notifications;
	readonly calendars: Calendars;
	readonly jobs: Jobs;
	readonly health: Health;
	readonly problems: ProblemChecks;
	/** Texts that came with the installation. */
	readonly contentFolder: string;
}

interface LoadedPlugin {
	readonly exports: unknown;
	readonly registrations: readonly Disposable[];
}

/** Whether a plugin is on, as a setting: organisations may switch it unless the network has locked it. */
export function pluginSwitch(pluginId: string): string {
	return `plugins.enabled.${pluginId}`;
}

export function createPluginHost({ plugins, broken }: Discovery, parts: HostParts): PluginHost {
	const loading = new Map<string, Promise<LoadedPlugin>>();
	const migrating = new Map<string, Promise<void>>();
	const statuses = new Map<string, PluginStatus>();
	const trees = new Map<string, TreeDataProvider>();
	const tasks = new Map<string, TaskProvider>();
	const widgets = new Map<string, WidgetSource>();
	const handovers = new Map<string, HandoverProvider>();
	const itemKeys = new Map<string, ItemKeyProvider>();
	const personalData = new Map<string, PersonalDataHandler>();

	const host: PluginHost = {
		plugins,
		broken,
		status: (pluginId) => statuses.get(pluginId) ?? { state: 'waiting' },
		disabled: (settings) =>
			plugins.map(({ id }) => id).filter((id) => settings.get(pluginSwitch(id)) === false),
		async activate(pluginId) {
			await load(pluginId);
		},
		async migrate(options) {
			for (const plugin of plugins) await migrateTables(plugin, options).catch(() => undefined);
		},
		async activateOnStartup() {
			for (const { id, manifest } of plugins) {
				if (manifest.activationEvents.includes('onStartup')) await load(id).catch(() => undefined);
			}
		},
		async use(pluginId) {
			const { exports } = await load(pluginId);
			// The plugin's own declaration merging gave this type to its exports.
			return exports as PluginExports[typeof pluginId];
		},
		async treeNodes(viewId, request) {
			const owner = viewId.split('.')[0] ?? '';
			try {
				await load(owner);
				return await trees.get(viewId)?.getNodes(request);
			} catch (error) {
				noteFailure(owner, error);
				return undefined;
			}
		},
		async taskProviders(disabledPlugins) {
			const declared = plugins
				.filter(({ id }) => !disabledPlugins.includes(id))
				.flatMap((plugin) => plugin.manifest.contributes.tasks.map(({ id }) => ({ plugin, id })));
			const found = declared.map(async ({ plugin: { id: pluginId, manifest }, id }) => {
				try {
					await load(pluginId);
					const provider = tasks.get(id);
					const noteTaskFailure = (error: unknown) => noteFailure(pluginId, error);
					return provider ? [{ provider, icon: manifest.icon, noteFailure: noteTaskFailure }] : [];
				} catch (error) {
					noteFailure(pluginId, error);
					return [];
				}
			});
			return (await Promise.all(found)).flat();
		},
		async widgetSources(disabledPlugins) {
			const declared = plugins
				.filter(({ id }) => !disabledPlugins.includes(id))
				.flatMap(({ id: pluginId, manifest }) =>
					manifest.contributes.widgets.filter(({ rows }) => rows).map(({ id }) => ({ pluginId, id })),
				);
			const found = declared.map(async ({ pluginId, id }) => {
				const noteWidgetFailure = (error: unknown) => noteFailure(pluginId, error);
				try {
					await load(pluginId);
					const source = widgets.get(id);
					return source ? [{ id, source, noteFailure: noteWidgetFailure }] : [];
				} catch (error) {
					noteWidgetFailure(error);
					return [];
				}
			});
			return (await Promise.all(found)).flat();
		},
		async handover(isOn) {
			const declared = plugins.filter(({ id }) => isOn(id));
			for (const { id, manifest } of declared) if (manifest.contributes.handover.length > 0) await load(id);
			return declared.flatMap(({ manifest }) =>
				manifest.contributes.handover.flatMap((kind) => {
					const provider = handovers.get(kind.id);
					return provider ? [{ ...kind, provider }] : [];
				}),
			);
		},
		async itemKeys(reader, itemId, disabledPlugins) {
			const toggled = plugins
				.filter(({ id }) => !disabledPlugins.includes(id))
				.flatMap(({ id, manifest }) =>
					Object.values(manifest.contributes.menus)
						.flat()
						.flatMap(({ toggle }) => (toggle ? [[toggle.key, id] as const] : [])),
				);
			const entries = [...new Map(toggled)].map(async ([key, pluginId]) => {
				try {
					await load(pluginId);
					return [[key, (await itemKeys.get(key)?.(reader, itemId)) ?? false] as const];
				} catch (error) {
					noteFailure(pluginId, error);
					return [];
				}
			});
			return Object.fromEntries((await Promise.all(entries)).flat());
		},
		noteFailure,
		async personalData() {
			for (const { id, manifest } of plugins) {
				if (manifest.contributes.personalData.length > 0) await load(id);
			}
			return personalData;
		},
	};

	for (const plugin of plugins) declare(plugin);
	return host;

	/** Everything that is known without running code. */
	function declare({ id, manifest, messages }: DiscoveredPlugin): void {
		const { contributes } = manifest;
		parts.translator.add(messages);
		parts.access.declare(
			contributes.permissions.map((permission) => ({ ...permission, scope: 'organisation' })),
		);
		parts.settings.declare(contributes.configuration.properties);
		parts.walkthroughs.declare(
			contributes.walkthroughs.map((walkthrough) => ({ ...walkthrough, pluginId: id })),
		);
		parts.settings.declare({
			[pluginSwitch(id)]: {
				type: 'boolean',
				default: true,
				scope: 'organisation',
				title: manifest.displayName,
			},
		});
		parts.problems.declare(
			contributes.problems.map((problem) => ({ ...problem, pluginId: id })),
			() => host.activate(id),
		);
		parts.jobs.declare(
			contributes.jobs.map(({ schedule, attempts, parallel, ...job }) => ({
				...job,
				...(schedule === undefined ? {} : { schedule }),
				...(attempts === undefined ? {} : { attempts }),
				...(parallel === undefined ? {} : { parallel }),
				pluginId: id,
			})),
			() => host.activate(id),
		);
		parts.notifications.declare(
			contributes.notifications.map((kind) => ({ ...kind, pluginId: id })),
			() => host.activate(id),
		);
		parts.calendars.declare(
			contributes.calendars.map((calendar) => ({ ...calendar, pluginId: id })),
			() => host.activate(id),
		);
		for (const type of contributes.contentTypes) parts.content.types.add({ ...type, pluginId: id });
		parts.commands.declare(
			contributes.commands.map(({ command, ...declaration }) => ({
				...declaration,
				id: command,
				pluginId: id,
			})),
			() => host.activate(id),
		);
	}

	/** For the plugin page; a plugin that never came up has said its error already. */
	function noteFailure(pluginId: string, error: unknown): void {
		const status = host.status(pluginId);
		const lastError = messageOf(error);
		if (status.state === 'failed' || status.lastError === lastError) return;
		console.error(`[${pluginId}]`, error);
		statuses.set(pluginId, { ...status, lastError });
	}

	function load(pluginId: string): Promise<LoadedPlugin> {
		const known = loading.get(pluginId);
		if (known) return known;
		const plugin = plugins.find(({ id }) => id === pluginId);
		if (!plugin) return Promise.reject(new VerbundError('plugin.failed', { values: { plugin: pluginId } }));
		const started = loadPlugin(plugin);
		loading.set(pluginId, started);
		return started;
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

	async function loadPlugin(plugin: DiscoveredPlugin): Promise<LoadedPlugin> {
		const start = performance.now();
		const registrations: Disposable[] = [];
		try {
			for (const dependency of plugin.manifest.pluginDependencies) await load(dependency);
			await migrateTables(plugin);
			const definition = await importPlugin(plugin);
			const exports = await definition.activate(createContext(plugin, registrations));
			statuses.set(plugin.id, { state: 'active', milliseconds: performance.now() - start });
			return { exports, registrations };
		} catch (error) {
			for (const registration of registrations) registration.dispose();
			statuses.set(plugin.id, { state: 'failed', error: messageOf(error) });
			console.error(`[${plugin.id}]`, error);
			throw new VerbundError('plugin.failed', {
				values: { plugin: plugin.manifest.displayName },
				cause: error,
			});
		}
	}

	function createContext({ id, manifest }: DiscoveredPlugin, registrations: Disposable[]): PluginContext {
		const { access, accounts, commands, content, database, settings, translator } = parts;
		const track = (dispose: () => void): Disposable => {
			const registration = { dispose };
			registrations.push(registration);
			return registration;
		};
		const requireDeclared = (kind: string, name: string, declared: readonly string[]) => {
			if (!declared.includes(name))
				throw new Error(`${kind} ${name} is not declared in the manifest of ${id}.`);
		};
		const requireDeclaredKind = (kindId: string) =>
			requireDeclared(
				'The notification',
				kindId,
				manifest.contributes.notifications.map((kind) => kind.id),
			);
		const requireDeclaredJob = (jobId: string) =>
			requireDeclared(
				'The job',
				jobId,
				manifest.contributes.jobs.map((job) => job.id),
			);
		return {
			pluginId: id,
			commands: {
				register(commandId, definition) {
					requireDeclared(
						'The command',
						commandId,
						manifest.contributes.commands.map(({ command }) => command),
					);
					return track(commands.register(commandId, definition));
				},
				execute: (commandId, input, invocation) => commands.execute(commandId, input, invocation),
			},
			content: {
				...content,
				onDidPublish: (listener) => {
					const subscription = content.onDidPublish(listener);
					return track(() => subscription.dispose());
				},
			},
			contentTypes: {
				list: ({ types }) => content.types.all().filter((type) => types.includes(type.id)),
			},
			organisations: {
				list: () => accounts.organisations.list(),
				sites: (ids) => accounts.organisations.sites(ids),
			},
			people: {
				list: (actor, filter) => accounts.people.list(actor, filter),
				names: (ids) => accounts.people.names(ids),
			},
			views: {
				registerTreeDataProvider(viewId, provider) {
					requireDeclared(
						'The view',
						viewId,
						Object.values(manifest.contributes.views)
							.flat()
							.map((view) => view.id),
					);
					trees.set(viewId, provider);
					return track(() => trees.delete(viewId));
				},
			},
			menus: {
				registerItemKey(key, provider) {
					requireDeclared(
						'The key',
						key,
						Object.values(manifest.contributes.menus)
							.flat()
							.flatMap(({ toggle }) => toggle?.key ?? []),
					);
					itemKeys.set(key, provider);
					return track(() => itemKeys.delete(key));
				},
			},
			tasks: {
				register(taskId, provider) {
					requireDeclared(
						'The tasks',
						taskId,
						manifest.contributes.tasks.map((declared) => declared.id),
					);
					tasks.set(taskId, provider);
					return track(() => tasks.delete(taskId));
				},
			},
			widgets: {
				register(widgetId, source) {
					requireDeclared(
						'The widget',
						widgetId,
						manifest.contributes.widgets.filter(({ rows }) => rows).map((declared) => declared.id),
					);
					widgets.set(widgetId, source);
					return track(() => widgets.delete(widgetId));
				},
			},
			handover: {
				register(kindId, provider) {
					requireDeclared(
						'The handover',
						kindId,
						manifest.contributes.handover.map((declared) => declared.id),
					);
					handovers.set(kindId, provider);
					return track(() => handovers.delete(kindId));
				},
			},
			settings: {
				get: async (key, subject) => (await settings.read(subject)).get(key),
				ofOrganisations: (key, ids) => settings.ofOrganisations(key, ids),
			},
			access: {
				can: (actor, permission, object) => access.can(actor, permission, object),
				require: (actor, permission, object) => access.require(actor, permission, object),
				async reach(personId, itemId) {
					const account = await findAccount(database, { id: personId });
					const reach = await itemReach(database, account ? toActor(account, null) : anonymous, itemId);
					return { ...reach, readable: account !== null && reach.readable };
				},
			},
			problems: {
				register(problemId, check) {
					requireDeclared(
						'The problem',
						problemId,
						manifest.contributes.problems.map((declared) => declared.id),
					);
					const registration = parts.problems.register(problemId, check);
					return track(() => registration.dispose());
				},
			},
			notifications: {
				register(kindId, definition) {
					requireDeclaredKind(kindId);
					return track(parts.notifications.register(kindId, definition));
				},
				async notify(notification) {
					requireDeclaredKind(notification.kind);
					await parts.notifications.notify(notification);
				},
				async withdraw(kindId, key) {
					requireDeclaredKind(kindId);
					await parts.notifications.withdraw(kindId, key);
				},
			},
			calendars: {
				register(calendarId, provider) {
					requireDeclared(
						'The calendar',
						calendarId,
						manifest.contributes.calendars.map((calendar) => calendar.id),
					);
					return track(parts.calendars.register(calendarId, provider));
				},
			},
			jobs: {
				register(jobId, definition) {
					requireDeclaredJob(jobId);
					return track(parts.jobs.register(jobId, definition));
				},
				async enqueue(jobId, input, options) {
					requireDeclaredJob(jobId);
					return parts.jobs.enqueue(jobId, input, options);
				},
			},
			health: {
				register(check) {
					requireDeclared(
						'The health check',
						check.id,
						manifest.contributes.healthChecks.map((declared) => declared.id),
					);
					const registration = parts.health.register(check);
					return track(() => registration.dispose());
				},
			},
			limits: { take: (name, caller, budget) => parts.limits.take(`${id}.${name}`, caller, budget) },
			storage: createPluginStorage(database, id),
			personalData: {
				register(dataId, handler) {
					requireDeclared(
						'The personal data',
						dataId,
						manifest.contributes.personalData.map((data) => data.id),
					);
					personalData.set(dataId, handler);
					return track(() => personalData.delete(dataId));
				},
			},
			l10n: { t: (language) => translator.for(language) },
			installation: { contentFolder: parts.contentFolder, version },
			log: {
				info: (message) => console.info(`[${id}] ${message}`),
				error: (message, error) => console.error(`[${id}] ${message}`, error ?? ''),
			},
			use: (pluginId) => {
				requireDeclared('The plugin', pluginId, manifest.pluginDependencies);
				return host.use(pluginId);
			},
		};
	}
}

function messageOf(error: unknown): string {
	return error instanceof Error ? error.message : String(error);
}

async function importPlugin({ folder, manifest }: DiscoveredPlugin): Promise<PluginDefinition<unknown>> {
	const module: unknown = await import(pathToFileURL(join(folder, manifest.main)).href);
	if (!isPluginModule(module))
		throw new Error(`${manifest.main} has no default export made by definePlugin.`);
	return module.default;
}

/** The plugin's `migrations/*.ts`, in the order of their names. */
async function readMigrations({ folder }: DiscoveredPlugin): Promise<Migration[]> {
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

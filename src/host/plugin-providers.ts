import type { Reader } from '../content/reader.ts';
import type { DiscoveredPlugin } from './discover-plugins.ts';
import type {
	HandoverProvider,
	ItemKeyProvider,
	PersonalDataHandler,
	QuickAccessProvider,
	TaskProvider,
	TreeDataProvider,
	TreeNodes,
	ViewRequest,
	WidgetSource,
} from './plugin-context.ts';

/** What plugins have registered to be asked, by the ids of their declarations. */
export interface RegisteredProviders {
	readonly trees: Map<string, TreeDataProvider>;
	readonly tasks: Map<string, TaskProvider>;
	readonly widgets: Map<string, WidgetSource>;
	readonly quickAccess: Map<string, QuickAccessProvider>;
	readonly handovers: Map<string, HandoverProvider>;
	readonly itemKeys: Map<string, ItemKeyProvider>;
	readonly personalData: Map<string, PersonalDataHandler>;
}

/** Asks plugins for what they provide; each is activated when it is first asked. */
export interface PluginProviders {
	/** Nodes of a view. A plugin that fails leaves the page standing: there are none, and the plugin page says why. */
	treeNodes(viewId: string, request: ViewRequest): Promise<TreeNodes | undefined>;
	/** Who knows what waits for people, of the plugins that are on. One that fails is left out. */
	taskProviders(disabledPlugins: readonly string[]): Promise<readonly PluginTasks[]>;
	/** What cards of the home page show, of the plugins that are on. One that fails is left out. */
	widgetSources(disabledPlugins: readonly string[]): Promise<readonly PluginWidget[]>;
	/** Who finds things for the palette, of the plugins that are on. One that fails is left out. */
	quickAccess(disabledPlugins: readonly string[]): Promise<readonly DeclaredQuickAccess[]>;
	/** What somebody who leaves has to hand over, of the plugins that are on. @throws VerbundError `plugin.failed` */
	handover(isOn: (pluginId: string) => boolean): Promise<readonly DeclaredHandover[]>;
	/** Keys of toggles in the menus of an item. Those of a plugin that fails are left out. */
	itemKeys(
		reader: Reader,
		itemId: string,
		disabledPlugins: readonly string[],
	): Promise<Readonly<Record<string, boolean>>>;
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

export interface DeclaredQuickAccess {
	readonly title: string;
	readonly icon: string;
	readonly permission: string;
	readonly provider: QuickAccessProvider;
	noteFailure(error: unknown): void;
}

export interface DeclaredHandover {
	readonly id: string;
	readonly title: string;
	readonly description?: string | undefined;
	readonly provider: HandoverProvider;
}

interface ProviderParts {
	readonly plugins: readonly DiscoveredPlugin[];
	readonly activate: (pluginId: string) => Promise<void>;
	readonly noteFailure: (pluginId: string, error: unknown) => void;
}

export function createRegisteredProviders(): RegisteredProviders {
	return {
		trees: new Map(),
		tasks: new Map(),
		widgets: new Map(),
		quickAccess: new Map(),
		handovers: new Map(),
		itemKeys: new Map(),
		personalData: new Map(),
	};
}

export function createPluginProviders(
	registered: RegisteredProviders,
	{ plugins, activate, noteFailure }: ProviderParts,
): PluginProviders {
	return {
		treeNodes: (viewId, request) =>
			ask(viewId.split('.')[0] ?? '', () => registered.trees.get(viewId)?.getNodes(request)),
		async taskProviders(disabledPlugins) {
			const declared = pluginsBut(disabledPlugins).flatMap(({ id: pluginId, manifest }) =>
				manifest.contributes.tasks.map(({ id }) => ({ pluginId, id, icon: manifest.icon })),
			);
			const found = declared.map(({ pluginId, id, icon }) =>
				ask(pluginId, () => {
					const provider = registered.tasks.get(id);
					return provider && { provider, icon, noteFailure: failureOf(pluginId) };
				}),
			);
			return (await Promise.all(found)).filter((tasks) => tasks !== undefined);
		},
		async widgetSources(disabledPlugins) {
			const declared = pluginsBut(disabledPlugins).flatMap(({ id: pluginId, manifest }) =>
				manifest.contributes.widgets.filter(({ rows }) => rows).map(({ id }) => ({ pluginId, id })),
			);
			const found = declared.map(({ pluginId, id }) =>
				ask(pluginId, () => {
					const source = registered.widgets.get(id);
					return source && { id, source, noteFailure: failureOf(pluginId) };
				}),
			);
			return (await Promise.all(found)).filter((widget) => widget !== undefined);
		},
		async quickAccess(disabledPlugins) {
			const declared = pluginsBut(disabledPlugins).flatMap(({ id: pluginId, manifest }) =>
				manifest.contributes.quickAccess.map((kind) => ({ ...kind, pluginId })),
			);
			const found = declared.map(({ pluginId, ...kind }) =>
				ask(pluginId, () => {
					const provider = registered.quickAccess.get(kind.id);
					return provider && { ...kind, provider, noteFailure: failureOf(pluginId) };
				}),
			);
			return (await Promise.all(found)).filter((kind) => kind !== undefined);
		},
		async handover(isOn) {
			const declared = plugins.filter(({ id }) => isOn(id));
			await activateThose(declared, 'handover');
			return declared.flatMap(({ manifest }) =>
				manifest.contributes.handover.flatMap((kind) => {
					const provider = registered.handovers.get(kind.id);
					return provider ? [{ ...kind, provider }] : [];
				}),
			);
		},
		async itemKeys(reader, itemId, disabledPlugins) {
			const toggled = pluginsBut(disabledPlugins).flatMap(({ id, manifest }) =>
				Object.values(manifest.contributes.menus)
					.flat()
					.flatMap(({ toggle }) => (toggle ? [[toggle.key, id] as const] : [])),
			);
			const entries = [...new Map(toggled)].map(([key, pluginId]) =>
				ask(pluginId, async () => {
					const holds = await registered.itemKeys.get(key)?.(reader, itemId);
					return [key, holds ?? false] as const;
				}),
			);
			return Object.fromEntries((await Promise.all(entries)).filter((entry) => entry !== undefined));
		},
		async personalData() {
			await activateThose(plugins, 'personalData');
			return registered.personalData;
		},
	};

	function pluginsBut(disabledPlugins: readonly string[]): readonly DiscoveredPlugin[] {
		return plugins.filter(({ id }) => !disabledPlugins.includes(id));
	}

	function failureOf(pluginId: string): (error: unknown) => void {
		return (error) => noteFailure(pluginId, error);
	}

	/** Undefined from a plugin that fails. */
	async function ask<Answer>(
		pluginId: string,
		question: () => Answer | Promise<Answer>,
	): Promise<Answer | undefined> {
		try {
			await activate(pluginId);
			return await question();
		} catch (error) {
			noteFailure(pluginId, error);
			return undefined;
		}
	}

	async function activateThose(
		those: readonly DiscoveredPlugin[],
		contribution: 'handover' | 'personalData',
	): Promise<void> {
		for (const { id, manifest } of those) {
			if (manifest.contributes[contribution].length > 0) await activate(id);
		}
	}
}

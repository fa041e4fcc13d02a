import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { InterfaceLanguage } from '../l10n/languages.ts';
import type { Messages } from '../l10n/translator.ts';
import { pluginFaults } from './manifest-faults.ts';
import { manifestFaults, manifestSchema, translationLanguages, type Manifest } from './manifest.ts';
import { clashes } from './plugin-clashes.ts';

export interface DiscoveredPlugin {
	readonly id: string;
	readonly folder: string;
	readonly manifest: Manifest;
	readonly messages: Partial<Record<InterfaceLanguage, Messages>>;
}

export interface BrokenPlugin {
	readonly id: string;
	readonly folder: string;
	/** What is wrong, naming file and field. */
	readonly faults: readonly string[];
}

export interface Discovery {
	readonly plugins: readonly DiscoveredPlugin[];
	readonly broken: readonly BrokenPlugin[];
}

/**
 * Finds the plugins in `<root>/plugins/*` and the installed packages named `verbund-plugin-*`. Reads manifests and
 * translations only; a fault in one plugin leaves the others alone.
 *
 * @param unbuilt plugins whose pages could not be built, with the reason
 */
export function discoverPlugins(root: string, unbuilt: ReadonlyMap<string, string> = new Map()): Discovery {
	const folders = [
		...subfolders(join(root, 'plugins')),
		...subfolders(join(root, 'node_modules')).filter((folder) =>
			basename(folder).startsWith('verbund-plugin-'),
		),
	].filter((folder) => existsSync(join(folder, 'package.json')));
	const plugins: DiscoveredPlugin[] = [];
	const broken: BrokenPlugin[] = [];
	for (const folder of folders) {
		const result = readPlugin(folder);
		const unbuiltPage = unbuilt.get(result.id);
		const faults =
			'faults' in result
				? result.faults
				: [...(unbuiltPage === undefined ? [] : [unbuiltPage]), ...clashes(result, plugins)];
		if ('faults' in result || faults.length > 0) broken.push({ id: result.id, folder, faults });
		else plugins.push(result);
	}
	const { sorted, stranded } = sortByDependencies(plugins);
	return { plugins: sorted, broken: [...broken, ...stranded] };
}

function readPlugin(folder: string): DiscoveredPlugin | BrokenPlugin {
	const id = basename(folder).replace(/^verbund-plugin-/, '');
	const read = readJsonFile(join(folder, 'package.json'));
	if ('fault' in read) return { id, folder, faults: [`package.json: ${read.fault}`] };
	const parsed = manifestSchema.safeParse(read.value);
	if (!parsed.success)
		return { id, folder, faults: manifestFaults(parsed.error).map((fault) => `package.json: ${fault}`) };
	const { messages, faults } = readMessages(folder);
	const plugin: DiscoveredPlugin = { id, folder, manifest: parsed.data, messages };
	const all = [...faults, ...pluginFaults(plugin)];
	return all.length > 0 ? { id, folder, faults: all } : plugin;
}

function readMessages(folder: string) {
	const messages: Partial<Record<InterfaceLanguage, Messages>> = {};
	const faults: string[] = [];
	for (const language of translationLanguages) {
		const path = join(folder, 'l10n', `${language}.json`);
		if (!existsSync(path)) continue;
		const read = readJsonFile(path);
		if ('fault' in read) faults.push(`l10n/${language}.json: ${read.fault}`);
		else messages[language] = toMessages(read.value);
	}
	return { messages, faults };
}

function sortByDependencies(plugins: readonly DiscoveredPlugin[]) {
	const sorted: DiscoveredPlugin[] = [];
	let waiting = [...plugins].sort((a, b) => (a.id < b.id ? -1 : 1));
	for (;;) {
		const ready = waiting.filter(({ manifest }) =>
			manifest.pluginDependencies.every((dependency) => sorted.some(({ id }) => id === dependency)),
		);
		if (ready.length === 0) break;
		sorted.push(...ready);
		waiting = waiting.filter((plugin) => !ready.includes(plugin));
	}
	const stranded = waiting.map(({ id, folder, manifest }) => ({
		id,
		folder,
		faults: [
			`package.json: pluginDependencies: ${manifest.pluginDependencies.join(', ')} missing or in a circle`,
		],
	}));
	return { sorted, stranded };
}

function readJsonFile(path: string): { value: unknown } | { fault: string } {
	try {
		return { value: JSON.parse(readFileSync(path, 'utf8')) };
	} catch (error) {
		return { fault: error instanceof Error ? error.message : String(error) };
	}
}

function toMessages(value: unknown): Messages {
	if (value === null || typeof value !== 'object') return {};
	return Object.fromEntries(
		Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
	);
}

/** In the order of their names, so that who comes first in a clash does not depend on the file system. */
function subfolders(folder: string): string[] {
	if (!existsSync(folder)) return [];
	return readdirSync(folder, { withFileTypes: true })
		.filter((entry) => entry.isDirectory() || entry.isSymbolicLink())
		.map((entry) => join(folder, entry.name))
		.sort();
}

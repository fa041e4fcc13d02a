import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { InterfaceLanguage } from '../l10n/languages.ts';
import type { Messages } from '../l10n/translator.ts';
import { manifestFaults, manifestSchema, translationLanguages, type Manifest } from './manifest.ts';

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
 */
export function discoverPlugins(root: string): Discovery {
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
		if ('faults' in result) broken.push(result);
		else if (plugins.some(({ id }) => id === result.id)) {
			broken.push({
				...result,
				faults: [`package.json: name: another plugin is already called ${result.id}`],
			});
		} else plugins.push(result);
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
	const manifest = parsed.data;
	const faults = [
		...(manifest.name.replace(/^verbund-plugin-/, '') === id
			? []
			: [`package.json: name: must be “${id}”, as the folder`]),
		...foreignIds(manifest, id).map((fault) => `package.json: ${fault}`),
		...(existsSync(join(folder, manifest.main))
			? []
			: [`package.json: main: ${manifest.main} does not exist`]),
		...manifest.contributes.pages
			.filter(({ entry }) => !existsSync(join(folder, entry)))
			.map(({ entry }) => `package.json: contributes.pages: ${entry} does not exist`),
	];
	const messages: Partial<Record<InterfaceLanguage, Messages>> = {};
	for (const language of translationLanguages) {
		const path = join(folder, 'l10n', `${language}.json`);
		if (!existsSync(path)) continue;
		const translations = readJsonFile(path);
		if ('fault' in translations) faults.push(`l10n/${language}.json: ${translations.fault}`);
		else messages[language] = toMessages(translations.value);
	}
	return faults.length > 0 ? { id, folder, faults } : { id, folder, manifest, messages };
}

/** Ids of commands, views, settings and permissions begin with the plugin's own. */
function foreignIds({ contributes }: Manifest, id: string): string[] {
	const named = [
		...contributes.commands.map(({ command }) => ['commands', command]),
		...Object.values(contributes.views)
			.flat()
			.map((view) => ['views', view.id]),
		...Object.keys(contributes.configuration.properties).map((key) => ['configuration', key]),
		...contributes.permissions.map((permission) => ['permissions', permission.id]),
		...contributes.personalData.map((data) => ['personalData', data.id]),
	];
	return named
		.filter(([, name]) => name?.split('.')[0] !== id)
		.map(([field, name]) => `contributes.${field}: “${name}” must begin with “${id}.”`);
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

function subfolders(folder: string): string[] {
	if (!existsSync(folder)) return [];
	return readdirSync(folder, { withFileTypes: true })
		.filter((entry) => entry.isDirectory() || entry.isSymbolicLink())
		.map((entry) => join(folder, entry.name));
}

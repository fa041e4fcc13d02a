import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { DiscoveredPlugin } from './host/discover-plugins.ts';

const serviceWorker = 'service-worker.js';
const pushWorker = fileURLToPath(new URL('./workbench/client/push-worker.ts', import.meta.url));
const buildName = '__VERBUND_BUILD__';

/** The modules that are made of what the plugins bring to pages of the core. */
const modules = {
	'virtual:verbund/item-widgets': itemWidgets,
	'virtual:verbund/list-widgets': listWidgets,
	'virtual:verbund/widgets': homeWidgets,
	'virtual:verbund/content-previews': contentPreviews,
	'virtual:verbund/page-scripts': pageScripts,
	'virtual:verbund/service-worker': serviceWorkers,
} as const satisfies Readonly<Record<string, (plugins: readonly DiscoveredPlugin[]) => string>>;

/** Offers what plugins contribute to every page as modules, and builds the service worker out of theirs. */
export function pluginParts(plugins: readonly DiscoveredPlugin[]) {
	const sources = new Map(Object.entries(modules).map(([id, source]) => [`\0${id}`, source(plugins)]));

	return [
		{
			name: 'verbund-plugin-parts',
			resolveId: (id: string) => (sources.has(`\0${id}`) ? `\0${id}` : undefined),
			load: (id: string) => sources.get(id),
		},
		{
			name: 'verbund-service-worker',
			apply: 'build' as const,
			applyToEnvironment: ({ name }: { readonly name: string }) => name === 'client',
			buildStart(this: { emitFile(file: EmittedChunk): string }) {
				// At the root and without a hash: its place is what it may serve, its name is how it is found again.
				this.emitFile({ type: 'chunk', id: 'virtual:verbund/service-worker', fileName: serviceWorker });
			},
		},
	];
}

interface EmittedChunk {
	readonly type: 'chunk';
	readonly id: string;
	readonly fileName: string;
}

/** Names the build in the service worker, so that a browser sees another one as soon as any file is another. */
export function nameBuild(clientFolder: string): void {
	const files = readdirSync(clientFolder, { recursive: true, encoding: 'utf8' }).sort();
	const path = join(clientFolder, serviceWorker);
	const name = createHash('sha256').update(files.join('\n')).digest('hex').slice(0, 12);
	writeFileSync(path, readFileSync(path, 'utf8').replaceAll(buildName, name));
}

function itemWidgets(plugins: readonly DiscoveredPlugin[]): string {
	const widgets = plugins.flatMap(({ id, folder, manifest }) =>
		manifest.contributes.itemWidgets.map(({ entry, permission, place }) => ({
			file: join(folder, entry),
			facts: { pluginId: id, permission, place },
		})),
	);
	return componentsWithFacts(widgets);
}

function listWidgets(plugins: readonly DiscoveredPlugin[]): string {
	return componentsWithFacts(
		plugins.flatMap(({ id, folder, manifest }) =>
			manifest.contributes.listWidgets.map(({ entry, permission }) => ({
				file: join(folder, entry),
				facts: { pluginId: id, permission },
			})),
		),
	);
}

function componentsWithFacts(widgets: readonly { readonly file: string; readonly facts: object }[]): string {
	const entries = widgets.map(
		({ facts }, index) => `{ ...${JSON.stringify(facts)}, Widget: Component${index} }`,
	);
	return `${importComponents(widgets)}\nexport default [${entries.join(', ')}];`;
}

function homeWidgets(plugins: readonly DiscoveredPlugin[]): string {
	return componentsById(
		plugins.flatMap(({ folder, manifest }) =>
			manifest.contributes.widgets.map(({ id, entry }) => ({ id, file: join(folder, entry) })),
		),
	);
}

function contentPreviews(plugins: readonly DiscoveredPlugin[]): string {
	return componentsById(
		plugins.flatMap(({ folder, manifest }) =>
			manifest.contributes.contentTypes.flatMap(({ id, preview }) =>
				preview === undefined ? [] : [{ id, file: join(folder, preview) }],
			),
		),
	);
}

function componentsById(components: readonly { readonly id: string; readonly file: string }[]): string {
	const entries = components.map(({ id }, index) => `[${JSON.stringify(id)}, Component${index}]`);
	return `${importComponents(components)}\nexport default new Map([${entries.join(', ')}]);`;
}

/** `Component0`, `Component1` and so on. */
function importComponents(components: readonly { readonly file: string }[]): string {
	return components
		.map(({ file }, index) => `import Component${index} from ${JSON.stringify(file)};`)
		.join('\n');
}

function pageScripts(plugins: readonly DiscoveredPlugin[]): string {
	return importsOf(
		plugins.flatMap(({ folder, manifest }) =>
			manifest.contributes.pageScripts.map((file) => join(folder, file)),
		),
	);
}

/**
 * That of the core, which shows what is new, and those of the plugins. Without any of theirs it takes itself away where
 * nothing is to be shown: browsers that have met another keep it otherwise.
 */
function serviceWorkers(plugins: readonly DiscoveredPlugin[]): string {
	const files = plugins.flatMap(({ folder, manifest: { contributes } }) =>
		contributes.serviceWorker === undefined ? [] : [join(folder, contributes.serviceWorker)],
	);
	const leave = `addEventListener('activate', (event) => event.waitUntil(
		registration.pushManager.getSubscription().then((wished) => wished ?? registration.unregister()),
	));`;
	return [importsOf([pushWorker, ...files]), ...(files.length > 0 ? [] : [leave])].join('\n');
}

function importsOf(files: readonly string[]): string {
	return files.map((file) => `import ${JSON.stringify(file)};`).join('\n');
}

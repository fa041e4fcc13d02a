import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { satisfies, validRange } from 'semver';
import { corePermissions } from '../access/permissions.ts';
import { editDistance } from '../search/edit-distance.ts';
import { version } from '../version.ts';
import type { DiscoveredPlugin } from './discover-plugins.ts';
import { manifestFields, type Contributions, type Manifest } from './manifest.ts';

/** What is wrong with a manifest that has the right shape: names, files, references and translations. */
export function pluginFaults(plugin: DiscoveredPlugin): string[] {
	return [
		...wrongName(plugin),
		...wrongVersion(plugin.manifest),
		...misspelt(plugin.manifest),
		...foreignIds(plugin),
		...foreignTables(plugin),
		...missingFiles(plugin),
		...danglingReferences(plugin),
		...unknownPermissions(plugin.manifest),
	]
		.map((fault) => `package.json: ${fault}`)
		.concat(missingTranslations(plugin));
}

function wrongName({ id, manifest }: DiscoveredPlugin): string[] {
	return manifest.name.replace(/^verbund-plugin-/, '') === id ? [] : [`name: must be “${id}”, as the folder`];
}

function wrongVersion({ engines }: Manifest): string[] {
	const wanted = engines.verbund;
	if (validRange(wanted) === null)
		return [`engines.verbund: “${wanted}” is no range of versions such as ^0.1.0`];
	if (satisfies(version, wanted, { includePrerelease: true })) return [];
	return [`engines.verbund: written for version ${wanted} of the hub, and this is ${version}`];
}

/** `contribtues` would otherwise be taken for one of npm's many fields, and the plugin would silently do nothing. */
function misspelt(manifest: Manifest): string[] {
	return Object.keys(manifest)
		.filter((field) => !manifestFields.includes(field))
		.flatMap((field) => {
			const meant = manifestFields.find(
				(known) => known.length > 4 && editDistance(field.toLowerCase(), known.toLowerCase(), 2) <= 2,
			);
			return meant === undefined ? [] : [`${field}: there is no such field; did you mean “${meant}”?`];
		});
}

/** Ids of commands, views, settings and permissions begin with the plugin's own. */
function foreignIds({ id, manifest: { contributes } }: DiscoveredPlugin): string[] {
	const named = [
		...contributes.commands.map(({ command }) => ['commands', command]),
		...viewIds(contributes).map((view) => ['views', view]),
		...contributes.widgets.map((widget) => ['widgets', widget.id]),
		...contributes.itemWidgets.map((widget) => ['itemWidgets', widget.id]),
		...contributes.listWidgets.map((widget) => ['listWidgets', widget.id]),
		...contributes.tasks.map((tasks) => ['tasks', tasks.id]),
		...contributes.handover.map((kind) => ['handover', kind.id]),
		...contributes.jobs.map((job) => ['jobs', job.id]),
		...contributes.rooms.map((room) => ['rooms', room.id]),
		...contributes.healthChecks.map((check) => ['healthChecks', check.id]),
		...contributes.walkthroughs.map((walkthrough) => ['walkthroughs', walkthrough.id]),
		...toggles(contributes).map(({ key }) => ['menus', key]),
		...Object.keys(contributes.configuration.properties).map((key) => ['configuration', key]),
		...contributes.permissions.map((permission) => ['permissions', permission.id]),
		...contributes.personalData.map((data) => ['personalData', data.id]),
	];
	return named
		.filter(([, name]) => name?.split('.')[0] !== id)
		.map(([field, name]) => `contributes.${field}: “${name}” must begin with “${id}.”`);
}

function foreignTables({ id, manifest: { contributes } }: DiscoveredPlugin): string[] {
	return contributes.personalData
		.flatMap(({ columns, keeps }) => [...columns, ...keeps])
		.filter((column) => !column.startsWith(`${id.replaceAll('-', '_')}_`))
		.map((column) => `contributes.personalData: “${column}” is in no table of this plugin`);
}

function missingFiles({ folder, manifest }: DiscoveredPlugin): string[] {
	const { pages, widgets, itemWidgets, listWidgets, pageScripts, serviceWorker, contentTypes } =
		manifest.contributes;
	return [
		['main', manifest.main] as const,
		...pages.map(({ entry }) => ['contributes.pages', entry] as const),
		...widgets.map(({ entry }) => ['contributes.widgets', entry] as const),
		...itemWidgets.map(({ entry }) => ['contributes.itemWidgets', entry] as const),
		...listWidgets.map(({ entry }) => ['contributes.listWidgets', entry] as const),
		...pageScripts.map((script) => ['contributes.pageScripts', script] as const),
		...contentTypes.flatMap(({ preview }) =>
			preview === undefined ? [] : [['contributes.contentTypes', preview] as const],
		),
		...(serviceWorker === undefined ? [] : [['contributes.serviceWorker', serviceWorker] as const]),
	]
		.filter(([, file]) => !existsSync(join(folder, file)))
		.map(([field, file]) => `${field}: ${file} does not exist`);
}

/** What the manifest names of its own must be declared in it. */
function danglingReferences({ id, manifest: { contributes } }: DiscoveredPlugin): string[] {
	const commands = contributes.commands.map(({ command }) => command);
	const panels = contributes.panels.map((panel) => panel.id);
	const own = (name: string) => name.startsWith(`${id}.`);
	const menus = Object.entries(contributes.menus).flatMap(([location, entries]) =>
		entries.flatMap(({ command, toggle }) =>
			[command, ...(toggle ? [toggle.command] : [])].map((named) => [`menus.${location}`, named] as const),
		),
	);
	const keys = contributes.keybindings.map(({ command }) => ['keybindings', command] as const);
	const welcomes = contributes.viewsWelcome.map(({ view }) => view);
	return [
		...[...menus, ...keys]
			.filter(([, command]) => own(command) && ![...commands, ...panels].includes(command))
			.map(([field, command]) => `contributes.${field}: the command “${command}” is not declared`),
		...welcomes
			.filter((view) => own(view) && !viewIds(contributes).includes(view))
			.map((view) => `contributes.viewsWelcome: the view “${view}” is not declared`),
	];
}

/** A permission that nobody declared is held by nobody; with a slip in its name a page would be closed to all. */
function unknownPermissions({ contributes, pluginDependencies }: Manifest): string[] {
	const known: readonly string[] = [
		...corePermissions.map((permission) => permission.id),
		...contributes.permissions.map((permission) => permission.id),
	];
	const asked = [
		...contributes.commands.map(({ permission }) => ['commands', permission] as const),
		...contributes.contentTypes.flatMap(({ edit }) =>
			edit ? [['contentTypes', edit.permission] as const] : [],
		),
		...contributes.pages.map(({ permission }) => ['pages', permission] as const),
		...contributes.widgets.map(({ permission }) => ['widgets', permission] as const),
		...contributes.panels.map(({ permission }) => ['panels', permission] as const),
		...contributes.quickAccess.map(({ permission }) => ['quickAccess', permission] as const),
		...contributes.itemWidgets.map(({ permission }) => ['itemWidgets', permission] as const),
		...contributes.listWidgets.map(({ permission }) => ['listWidgets', permission] as const),
		...contributes.viewsWelcome.flatMap(({ action }) =>
			action ? [['viewsWelcome', action.permission] as const] : [],
		),
	];
	return asked
		.filter(
			([, permission]) =>
				!known.includes(permission) && !pluginDependencies.includes(permission.split('.')[0] ?? ''),
		)
		.map(([field, permission]) => `contributes.${field}: nobody declares the permission “${permission}”`);
}

/** Every `%key%` of the manifest stands in at least one of the plugin's languages. */
function missingTranslations({ manifest, messages }: DiscoveredPlugin): string[] {
	const keys = new Set([...JSON.stringify(manifest).matchAll(/"%([^"%]+)%"/g)].map(([, key]) => key ?? ''));
	return [...keys]
		.filter((key) => !Object.values(messages).some((sentences) => Object.hasOwn(sentences, key)))
		.map((key) => `l10n/de.json: ${key}: is missing, and package.json names it`);
}

function toggles({ menus }: Contributions) {
	return Object.values(menus)
		.flat()
		.flatMap(({ toggle }) => (toggle ? [toggle] : []));
}

function viewIds({ views }: Contributions): string[] {
	return Object.values(views)
		.flat()
		.map((view) => view.id);
}

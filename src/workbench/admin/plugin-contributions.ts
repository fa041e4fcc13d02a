import type { PluginView } from '../../host/administration.ts';
import type { WorkbenchLocals } from '../locals.ts';

export interface ContributionGroup {
	readonly title: string;
	readonly entries: readonly ContributionEntry[];
}

interface ContributionEntry {
	readonly text: string;
	/** Name in the code: a command, a route. */
	readonly code?: string;
}

/** What the manifest says that the plugin brings; empty groups are left out. */
export function pluginContributions(
	{ manifest: { contributes } }: PluginView,
	{ t, label }: WorkbenchLocals,
): readonly ContributionGroup[] {
	const groups: [string, readonly ContributionEntry[]][] = [
		[
			'contentTypes',
			contributes.contentTypes.map(({ titlePlural, id }) => ({ text: label(titlePlural), code: id })),
		],
		['commands', contributes.commands.map(({ title, command }) => ({ text: label(title), code: command }))],
		['pages', contributes.pages.map(({ route }) => ({ text: '', code: route }))],
		[
			'views',
			Object.values(contributes.views)
				.flat()
				.map(({ name, id }) => ({ text: label(name), code: id })),
		],
		['tasks', contributes.tasks.map(({ title, id }) => ({ text: label(title), code: id }))],
		['handover', contributes.handover.map(({ title, id }) => ({ text: label(title), code: id }))],
		['problems', contributes.problems.map(({ title, id }) => ({ text: label(title), code: id }))],
		['jobs', contributes.jobs.map(({ title, id }) => ({ text: label(title), code: id }))],
		['widgets', contributes.widgets.map(({ title, id }) => ({ text: label(title ?? ''), code: id }))],
		[
			'parts',
			[...contributes.itemWidgets, ...contributes.listWidgets].map(({ id }) => ({ text: '', code: id })),
		],
		['panels', contributes.panels.map(({ title, id }) => ({ text: label(title), code: id }))],
		[
			'searchTypes',
			contributes.searchTypes.map(({ titlePlural, id }) => ({ text: label(titlePlural), code: id })),
		],
		['notifications', contributes.notifications.map(({ title, id }) => ({ text: label(title), code: id }))],
		['snippets', contributes.snippets.map(({ title, prefix }) => ({ text: label(title), code: prefix }))],
		['walkthroughs', contributes.walkthroughs.map(({ title, id }) => ({ text: label(title), code: id }))],
		[
			'settings',
			Object.entries(contributes.configuration.properties).map(([key, { title }]) => ({
				text: label(title),
				code: key,
			})),
		],
	];
	return groups
		.filter(([, entries]) => entries.length > 0)
		.map(([name, entries]) => ({
			title: t(`admin.plugins.brings.${name}`, { count: entries.length }),
			entries,
		}));
}

import type { Acknowledgements } from '../../content/acknowledgement/acknowledgements.ts';
import type { ContentTypes } from '../../content/content-types.ts';
import type { Database } from '../../database/database.ts';
import { formattersFor } from '../../l10n/formatters.ts';
import type { Translate } from '../../l10n/translator.ts';
import type { Task, TaskLister, TaskRequest, TaskRow } from '../plugin-context.ts';
import type { PluginHost } from '../plugin-host.ts';
import type { PluginTasks } from '../plugin-providers.ts';
import type { Visitor } from '../visitor.ts';
import { coreTasks } from './core-tasks.ts';
import { readTaskRows } from './task-rows.ts';

interface TaskParts {
	readonly acknowledgements: Pick<Acknowledgements, 'selectOpen'>;
	readonly content: { readonly types: ContentTypes };
	readonly database: Database;
	readonly host: PluginHost;
}

/**
 * All that waits for whoever asks, from the core and from the plugins that are on; what is due first at the top. One
 * query for all that a select can say.
 */
export async function tasksFor(parts: TaskParts, visitor: Visitor, t: Translate): Promise<readonly Task[]> {
	return (await readHome(parts, visitor, t)).tasks;
}

export interface HomeData {
	readonly tasks: readonly Task[];
	/** What cards of plugins show, by their ids. */
	readonly rows: ReadonlyMap<string, readonly TaskRow[]>;
}

/** The same, with what the cards of plugins show: still one query. */
export async function readHome(
	{ acknowledgements, content, database, host }: TaskParts,
	{ actor, reader, language, disabledPlugins }: Visitor,
	t: Translate,
): Promise<HomeData> {
	if (actor.kind !== 'person') return { tasks: [], rows: new Map() };
	const request: TaskRequest = { t, language, format: formattersFor(language) };
	const ofPlugins = await host.taskProviders(disabledPlugins);
	const widgets = await host.widgetSources(disabledPlugins);
	const sources = [
		...coreTasks(content.types, acknowledgements).map((source) => ({ source, noteFailure: rethrow })),
		...ofPlugins.flatMap(({ provider, ...plugin }) =>
			'select' in provider ? [{ source: provider, ...plugin }] : [],
		),
	];
	const rows = await readTaskRows(database, [...sources, ...widgets], reader);
	const read = sources.map((named, index) =>
		attempt(named, () => (rows[index] ?? []).flatMap((row) => named.source.toTasks(row, request))),
	);
	const listed = ofPlugins.flatMap(({ provider, ...plugin }) =>
		'list' in provider ? [attempt(plugin, () => provider.list(reader, request))] : [],
	);
	const all = (await Promise.all([...read, ...listed])).flat();
	return {
		tasks: all.sort((a, b) => (a.dueAt ?? Infinity) - (b.dueAt ?? Infinity)),
		rows: new Map(widgets.map(({ id }, index) => [id, rows[sources.length + index] ?? []])),
	};
}

type Origin = Partial<Pick<PluginTasks, 'icon'>> & Pick<PluginTasks, 'noteFailure'>;

/** Tasks carry their plugin's icon unless they bring one; a provider that fails is left out. */
async function attempt(
	{ icon, noteFailure }: Origin,
	work: () => readonly Task[] | ReturnType<TaskLister['list']>,
): Promise<readonly Task[]> {
	try {
		const tasks = await work();
		return icon === undefined ? tasks : tasks.map((task) => ({ icon, ...task }));
	} catch (error) {
		noteFailure(error);
		return [];
	}
}

function rethrow(error: unknown): never {
	throw error;
}

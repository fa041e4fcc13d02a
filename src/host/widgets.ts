import type { App } from '../app.ts';
import type { TaskRow } from './plugin-context.ts';
import type { HomeData } from './tasks/tasks.ts';
import { holds } from './menus.ts';
import type { Visitor } from './visitor.ts';
import { whenContext } from './when-context.ts';

export interface HomeWidgets {
	/** Those that the visitor may see, in their order. */
	list(): readonly HomeWidget[];
	/** What comes for a card with the query of the home page. */
	rows(widgetId: string): Promise<readonly TaskRow[]>;
	/** Tells the plugin page that a widget could not be shown. */
	noteFailure(widget: HomeWidget, error: unknown): void;
}

export interface HomeWidget {
	readonly id: string;
	readonly pluginId: string;
	/** `%key%` of the manifest; the plugin's name unless it says one. */
	readonly title: string;
	readonly place: 'main' | 'side';
}

export function widgetsFor(
	{ access, host }: App,
	visitor: Visitor,
	readHome: () => Promise<HomeData>,
): HomeWidgets {
	return {
		list() {
			const lookUp = whenContext(visitor);
			return host.plugins
				.filter(({ id }) => !visitor.disabledPlugins.includes(id))
				.flatMap(({ id: pluginId, manifest: { contributes, displayName } }) =>
					contributes.widgets.map((widget) => ({ ...widget, pluginId, title: widget.title ?? displayName })),
				)
				.filter(({ permission, when }) => access.can(visitor.actor, permission) && holds(when, lookUp))
				.sort((a, b) => a.order - b.order);
		},
		rows: async (widgetId) => (await readHome()).rows.get(widgetId) ?? [],
		noteFailure: ({ pluginId }, error) => host.noteFailure(pluginId, error),
	};
}

import type { App } from '../app.ts';
import type { FramePanel } from '../workbench/locals.ts';
import type { Visitor } from './visitor.ts';

/** What can be opened beside the page of this path: nothing of the area that the page itself belongs to. */
export function panelsFor({ access, host, translator }: App, visitor: Visitor, path: string): FramePanel[] {
	return host.plugins
		.filter(({ id }) => !visitor.disabledPlugins.includes(id))
		.flatMap(({ manifest }) => manifest.contributes.panels)
		.filter(
			({ permission, route }) => access.can(visitor.actor, permission) && areaOf(route) !== areaOf(path),
		)
		.map(({ id, title, icon, route }) => ({
			id,
			title: translator.resolve(visitor.language, title),
			icon,
			url: route,
		}));
}

function areaOf(path: string): string | undefined {
	return path.split(/[/?]/)[1];
}

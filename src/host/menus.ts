import type { CommandDeclaration } from './command.ts';
import type { DiscoveredPlugin } from './discover-plugins.ts';
import type { MenuLocation } from './manifest.ts';
import { parseWhen, type WhenClause, type WhenLookUp } from './when.ts';

/** One command as a menu offers it. */
export interface MenuCommand {
	readonly command: string;
	/** `%key%` of the command's title. */
	readonly title: string;
	readonly icon: string | null;
	/** False where `enablement` does not hold: shown, and greyed. */
	readonly enabled: boolean;
	/** Path that follows; this page without one. */
	readonly next: string | null;
}

export interface MenuRequest {
	/** Plugins that are on for the reader. */
	readonly plugins: readonly DiscoveredPlugin[];
	readonly commands: readonly CommandDeclaration[];
	readonly lookUp: WhenLookUp;
	/** Whether the reader may at all; the command asks again, for what it is run on. */
	readonly may: (permission: string) => boolean;
}

/** What the plugins contribute to a menu: what may be run and whose `when` holds, by group and order. */
export function menuCommands(location: MenuLocation, request: MenuRequest): readonly MenuCommand[] {
	const { plugins, commands, lookUp, may } = request;
	return plugins
		.flatMap(({ manifest }) => manifest.contributes.menus[location] ?? [])
		.map((entry) => ({ ...entry, ...placeOf(entry.group) }))
		.sort((a, b) => a.group.localeCompare(b.group) || a.order - b.order)
		.flatMap(({ command, when, next }) => {
			const declaration = commands.find(({ id }) => id === command);
			if (!declaration || !may(declaration.permission) || !holds(when, lookUp)) return [];
			const { title, icon = null, enablement } = declaration;
			return [{ command, title, icon, enabled: holds(enablement, lookUp), next: next ?? null }];
		});
}

const clauses = new Map<string, WhenClause>();

/** Manifests are checked before, so their clauses can be read. */
export function holds(source: string | undefined, lookUp: WhenLookUp): boolean {
	if (source === undefined) return true;
	const clause = clauses.get(source) ?? parseWhen(source);
	clauses.set(source, clause);
	return clause(lookUp);
}

function placeOf(group = 'z'): { group: string; order: number } {
	const [name = '', order = '0'] = group.split('@');
	return { group: name, order: Number(order) };
}

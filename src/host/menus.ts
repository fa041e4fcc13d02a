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
	/** Name of the group; those of `navigation` stand beside the title. */
	readonly group: string;
	/** What is offered in place of it where the key holds of the item. */
	readonly toggle: MenuToggle | null;
	/** Page that asks for what the command needs, with `{itemId}`, `{language}` and `{address}` to be filled in. */
	readonly opens: string | null;
}

export interface MenuToggle {
	readonly key: string;
	readonly command: string;
	readonly title: string;
	readonly icon: string | null;
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
		.flatMap(({ command, when, next, opens, group, toggle, title: own }) => {
			const declaration = commands.find(({ id }) => id === command);
			if (!declaration || !may(declaration.permission) || !holds(when, lookUp)) return [];
			const { title, icon = null, enablement } = declaration;
			const other = toggle && commands.find(({ id }) => id === toggle.command);
			return [
				{
					command,
					title: own ?? title,
					icon,
					group,
					enabled: holds(enablement, lookUp),
					next: next ?? null,
					opens: opens ?? null,
					toggle: other
						? { key: toggle.key, command: other.id, title: other.title, icon: other.icon ?? icon }
						: null,
				},
			];
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

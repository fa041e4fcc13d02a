import type { App } from '../../app.ts';
import type { Actor } from '../../access/actor.ts';
import type { CommandDeclaration } from '../command.ts';
import type { Contributions } from '../manifest.ts';
import type { Visitor } from '../visitor.ts';
import { corePaletteMenu } from './core-palette.ts';

/** A command as the palette offers it; in manifests under `menus.palette`. */
export type PaletteContribution = NonNullable<Contributions['menus']['palette']>[number];

export interface PaletteCommand extends PaletteContribution {
	/** Several entries may lead to one command and ask for different arguments. */
	readonly id: string;
	readonly declaration: CommandDeclaration;
	readonly pluginId: string | null;
}

/** Commands of the core and of the plugins that are on, as far as the visitor holds the permission somewhere. */
export function paletteMenu({ access, commands, host }: App, visitor: Visitor): readonly PaletteCommand[] {
	const declarations = new Map(commands.declarations().map((declaration) => [declaration.id, declaration]));
	const ofPlugins = host.plugins
		.filter(({ id }) => !visitor.disabledPlugins.includes(id))
		.flatMap(({ manifest }) => manifest.contributes.menus.palette ?? []);
	return [...corePaletteMenu, ...ofPlugins].flatMap((contribution) => {
		const declaration = declarations.get(contribution.command);
		if (!declaration || !maySomewhere(access, visitor.actor, declaration.permission)) return [];
		return [{ ...contribution, id: paletteId(contribution), declaration, pluginId: declaration.pluginId }];
	});
}

/** Nobody who holds a permission nowhere is offered what needs it. */
export function maySomewhere(access: App['access'], actor: Actor, permission: string): boolean {
	if (access.can(actor, permission)) return true;
	return actor.kind === 'person' && access.organisationsWhere(actor, permission).length > 0;
}

function paletteId({ command, ask }: PaletteContribution): string {
	return ask === undefined ? command : `${command}#${ask.join(',')}`;
}

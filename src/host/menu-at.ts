import type { App } from '../app.ts';
import type { MenuLocation } from './manifest.ts';
import { menuCommands, type MenuCommand } from './menus.ts';
import type { Visitor } from './visitor.ts';
import { whenContext, type WhenItem } from './when-context.ts';

/** What the menu is about: an item, or a collection of an organisation. */
export interface MenuObject {
	readonly item?: WhenItem;
	/** Where the permission is asked; that of the item unless given. */
	readonly organisationId?: string;
}

/** What the plugins that are on offer whoever asks at one place. */
export function menuAt(
	{ access, commands, host }: App,
	visitor: Visitor,
	location: MenuLocation,
	{ item, organisationId = item?.organisation.id }: MenuObject = {},
): readonly MenuCommand[] {
	const { actor, disabledPlugins } = visitor;
	return menuCommands(location, {
		plugins: host.plugins.filter(({ id }) => !disabledPlugins.includes(id)),
		commands: commands.declarations(),
		lookUp: whenContext(visitor, item),
		may: (permission) =>
			access.can(actor, permission) ||
			(organisationId !== undefined && access.can(actor, permission, { organisationId })),
	});
}

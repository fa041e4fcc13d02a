import type { App } from '../app.ts';
import { parseItemAddress } from '../content/item-address.ts';
import { menuAt } from './menu-at.ts';
import type { MenuCommand } from './menus.ts';
import type { Visitor } from './visitor.ts';

/**
 * What plugins offer where an address looks like an item's and leads nowhere. It depends on the address and on who
 * asks, never on whether there is something.
 */
export function missingItemMenu(app: App, visitor: Visitor, path: string): readonly MenuCommand[] {
	return parseItemAddress(app.content.types.all(), path) === null ? [] : menuAt(app, visitor, 'item/missing');
}

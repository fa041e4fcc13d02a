import { definePlugin } from 'verbund';
import { createFavouriteCommands } from './favourite-commands.ts';
import { createFavourites, type Favourites } from './favourites.ts';
import { createFavouritesView } from './favourites-view.ts';

export default definePlugin({
	activate(context) {
		const favourites = createFavourites(context);
		const commands = createFavouriteCommands(favourites);
		context.commands.register('favourites.add', commands.add);
		context.commands.register('favourites.remove', commands.remove);
		context.commands.register('favourites.move', commands.move);
		context.menus.registerItemKey('favourites.marked', favourites.has);
		context.views.registerTreeDataProvider('favourites.list', createFavouritesView(favourites));
		context.personalData.register('favourites.items', favourites.personalData);
		return favourites;
	},
});

declare module 'verbund' {
	interface PluginExports {
		favourites: Favourites;
	}
}

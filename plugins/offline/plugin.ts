import { definePlugin } from 'verbund';
import { createCheckItems } from './check-items.ts';
import { createListCollection } from './list-collection.ts';

export default definePlugin({
	activate(context) {
		context.commands.register('offline.checkItems', createCheckItems(context));
		context.commands.register('offline.listCollection', createListCollection(context));
	},
});

import { definePlugin } from 'verbund';
import { createCheckItems } from './check-items.ts';
import { createListCollection } from './list-collection.ts';
import { createOffline, type Offline } from './offline.ts';

export default definePlugin({
	activate(context) {
		const offline = createOffline(context);
		context.commands.register('offline.checkItems', createCheckItems(context));
		context.commands.register('offline.listCollection', createListCollection(context));
		return offline;
	},
});

declare module 'verbund' {
	interface PluginExports {
		offline: Offline;
	}
}

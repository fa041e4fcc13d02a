import { definePlugin } from 'verbund';
import { createCollectionsView } from './collections-view.ts';
import { createDuplicate } from './duplicate.ts';

export default definePlugin({
	activate(context) {
		context.views.registerTreeDataProvider('procedures.collections', createCollectionsView(context));
		context.commands.register('procedures.duplicate', createDuplicate(context));
	},
});

import { definePlugin } from 'verbund';
import { createCollectionsView } from './collections-view.ts';

export default definePlugin({
	activate(context) {
		context.views.registerTreeDataProvider('procedures.collections', createCollectionsView(context));
	},
});

import { definePlugin } from 'verbund';
import { createCollectionsView } from './collections-view.ts';
import { createQuestionCheck } from './question-check.ts';
import { createTelling, tellOfChanges } from './telling.ts';
import { createTemplates, type Templates } from './templates.ts';
import { createUploadCommands } from './upload-commands.ts';
import { createUseCommands } from './use-commands.ts';
import { createUses } from './uses.ts';

export default definePlugin({
	activate(context) {
		const uses = createUses(context.storage);
		const files = createUploadCommands(context);
		const using = createUseCommands(context, uses);
		context.commands.register('templates.upload', files.upload);
		context.commands.register('templates.replaceFile', files.replaceFile);
		context.commands.register('templates.take', using.take);
		context.commands.register('templates.release', using.release);
		context.commands.register('templates.noteChange', using.noteChange);
		context.jobs.register('templates.tell', createTelling(context, uses));
		context.problems.register('templates.questions', createQuestionCheck());
		context.views.registerTreeDataProvider('templates.collections', createCollectionsView(context));
		tellOfChanges(context);
		return createTemplates(context, uses);
	},
});

declare module 'verbund' {
	interface PluginExports {
		templates: Templates;
	}
}

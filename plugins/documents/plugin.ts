import { definePlugin } from 'verbund';
import { createCollectionsView } from './collections-view.ts';
import { createDocuments, type Documents } from './documents.ts';
import { createCheckLinksJob } from './link-check/check-links-job.ts';
import { createLinkHealth } from './link-check/link-health.ts';
import { createDeadLinkCheck, createMovedLinkCheck } from './link-check/link-problems.ts';
import { createTargets } from './link-check/targets.ts';
import { createLinkCommand } from './links/link-command.ts';
import { createLinksView } from './links/links-view.ts';
import { createSystemCommands } from './links/system-commands.ts';
import { createSystems } from './links/systems.ts';
import { createUploadCommands } from './upload-commands.ts';

export default definePlugin({
	activate(context) {
		const uploads = createUploadCommands(context);
		context.commands.register('documents.upload', uploads.upload);
		context.commands.register('documents.addVersion', uploads.addVersion);
		context.commands.register('documents.restoreVersion', uploads.restoreVersion);
		context.views.registerTreeDataProvider('documents.collections', createCollectionsView(context));

		const systems = createSystems(context.storage);
		const targets = createTargets(context.storage);
		const setUp = createSystemCommands(systems);
		context.commands.register('documents.addSystem', setUp.add);
		context.commands.register('documents.changeSystem', setUp.change);
		context.commands.register('documents.removeSystem', setUp.remove);
		context.commands.register('documents.createLink', createLinkCommand(context, systems));
		context.jobs.register('documents.checkLinks', createCheckLinksJob(context, { systems, targets }));
		context.problems.register('documents.deadLink', createDeadLinkCheck(targets));
		context.problems.register('documents.movedLink', createMovedLinkCheck(targets));
		context.health.register(createLinkHealth(targets));
		return createDocuments(context, createLinksView(context, { systems, targets }));
	},
});

declare module 'verbund' {
	interface PluginExports {
		documents: Documents;
	}
}

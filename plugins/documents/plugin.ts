import { definePlugin } from 'verbund';
import { createCollectionsView } from './collections-view.ts';
import { createDocuments, type Documents } from './documents.ts';
import { createCheckLinksJob } from './link-check/check-links-job.ts';
import { createLinkHealth } from './link-check/link-health.ts';
import { createDeadLinkCheck, createMovedLinkCheck } from './link-check/link-problems.ts';
import { registerNoteLinks } from './link-check/note-links-job.ts';
import { createTargets } from './link-check/targets.ts';
import { createLinkCommand } from './links/link-command.ts';
import { createLinksView } from './links/links-view.ts';
import { createNetworkSystemCommands, createSystemCommands } from './links/system-commands.ts';
import { createSystems } from './links/systems.ts';
import { createEntries } from './sources/entries.ts';
import { createReachSource } from './sources/reach-source.ts';
import { createReadSourceJob, createReadSourcesJob, readSource } from './sources/read-source-job.ts';
import { createSourceCommands } from './sources/source-commands.ts';
import { createSourceHealth } from './sources/source-health.ts';
import { createSources } from './sources/sources.ts';
import { createSourcesView } from './sources/sources-view.ts';
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
		const ofNetwork = createNetworkSystemCommands(systems);
		context.commands.register('documents.addNetworkSystem', ofNetwork.add);
		context.commands.register('documents.changeNetworkSystem', ofNetwork.change);
		context.commands.register('documents.removeNetworkSystem', ofNetwork.remove);
		context.commands.register('documents.createLink', createLinkCommand(context, systems));
		context.jobs.register('documents.checkLinks', createCheckLinksJob(context, { systems, targets }));
		registerNoteLinks(context, { systems, targets });
		context.problems.register('documents.deadLink', createDeadLinkCheck(targets));
		context.problems.register('documents.movedLink', createMovedLinkCheck(targets));
		context.health.register(createLinkHealth(targets));

		const sources = createSources(context);
		const reach = createReachSource(context);
		const administer = createSourceCommands(context, { sources, reach });
		context.commands.register('documents.addWebdavSource', administer.addWebdav);
		context.commands.register('documents.addFolderSource', administer.addFolder);
		context.commands.register('documents.changeSource', administer.change);
		context.commands.register('documents.removeSource', administer.remove);
		context.commands.register('documents.readSource', administer.read);
		const reading = { sources, reach, entries: createEntries(context) };
		context.jobs.register(readSource, createReadSourceJob(context, reading));
		context.jobs.register('documents.readSources', createReadSourcesJob(context, sources));
		context.health.register(createSourceHealth(sources));
		return createDocuments(context, {
			links: createLinksView(context, { systems, targets }),
			sources: createSourcesView(context, { sources, reach }),
		});
	},
});

declare module 'verbund' {
	interface PluginExports {
		documents: Documents;
	}
}

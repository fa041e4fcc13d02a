import { definePlugin } from 'verbund';
import { createAnnouncementCommands } from './announcement-commands.ts';
import { createAnnouncements, type Announcements } from './announcements.ts';
import { createExpiry } from './expiry.ts';
import { createHomeSource } from './home-source.ts';
import { createNewestView } from './newest-view.ts';
import { createNotices } from './notices.ts';
import { createTelling } from './telling.ts';

export default definePlugin({
	async activate(context) {
		const notices = createNotices(context);
		const announcements = createAnnouncements(context);
		const writing = createAnnouncementCommands(context, notices);
		context.commands.register('announcements.publish', writing.publish);
		context.commands.register('announcements.saveDraft', writing.saveDraft);
		context.jobs.register('announcements.tell', createTelling(context));
		context.jobs.register('announcements.expire', createExpiry(context));
		context.views.registerTreeDataProvider('announcements.newest', createNewestView(announcements));
		context.widgets.register('announcements.home', createHomeSource());
		context.content.onDidPublish(notices.notePublished);
		await notices.catchUp();
		return announcements;
	},
});

declare module 'verbund' {
	interface PluginExports {
		announcements: Announcements;
	}
}

import { join } from 'node:path';
import { definePlugin } from 'verbund';
import { createChaptersView } from './chapters-view.ts';
import { createHandbook, type Handbook } from './handbook.ts';
import { createHandbookFiles } from './handbook-files.ts';

export default definePlugin({
	activate({ content, installation, log, views }) {
		const files = createHandbookFiles(join(installation.contentFolder, 'handbook'), log);
		const handbook = createHandbook(files, (source) => content.preview(source));
		views.registerTreeDataProvider('handbook.chapters', createChaptersView(handbook));
		return handbook;
	},
});

declare module 'verbund' {
	interface PluginExports {
		handbook: Handbook;
	}
}

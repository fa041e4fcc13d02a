import { join } from 'node:path';
import { definePlugin } from 'verbund';
import { createChaptersView } from './chapters-view.ts';
import { createHandbook, type Handbook } from './handbook.ts';
import { createHandbookFiles } from './handbook-files.ts';
import { createPictures } from './pictures.ts';

export default definePlugin({
	activate({ content, installation, log, views }) {
		const folder = join(installation.contentFolder, 'handbook');
		const files = createHandbookFiles(folder, log);
		const pictures = createPictures(join(folder, 'images'), log);
		const handbook = createHandbook(files, pictures, (source) => content.preview(source));
		views.registerTreeDataProvider('handbook.chapters', createChaptersView(handbook));
		return handbook;
	},
});

declare module 'verbund' {
	interface PluginExports {
		handbook: Handbook;
	}
}

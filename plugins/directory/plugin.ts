import { definePlugin } from 'verbund';
import { createContactCommands } from './contact-commands.ts';
import { createContacts } from './contacts.ts';
import { createDirectory, type Directory } from './directory.ts';
import { createOrganisationsView } from './organisations-view.ts';
import { createHandover } from './handover.ts';
import { createPersonalData } from './personal-data.ts';

export default definePlugin({
	activate(context) {
		const contacts = createContacts(context.storage);
		const directory = createDirectory(context, contacts);
		const commands = createContactCommands(context, contacts);
		context.commands.register('directory.addContact', commands.add);
		context.commands.register('directory.changeContact', commands.change);
		context.commands.register('directory.removeContact', commands.remove);
		context.views.registerTreeDataProvider('directory.organisations', createOrganisationsView(directory));
		context.handover.register('directory.contacts', createHandover(contacts));
		context.personalData.register('directory.contacts', createPersonalData(contacts));
		return directory;
	},
});

declare module 'verbund' {
	interface PluginExports {
		directory: Directory;
	}
}

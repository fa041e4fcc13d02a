import { basename } from 'node:path';
import { systemActor } from '../../src/access/actor.ts';
import { createApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { importFolder } from '../../src/content/transfer/import-folder.ts';
import { readerEmail, readerPassword } from './bench-reader.ts';

// A process of its own: `fill-hub.ts <root> <folder> ...`, with the data folder in the environment.
const [root = '', ...folders] = process.argv.slice(2);
const app = await createApp(readConfig(process.env, root, { demo: false }));
const organisation = await app.accounts.organisations.create({ name: 'Messstelle', slug: 'messstelle' });
const personId = await app.accounts.people.create({
	email: readerEmail,
	name: 'Mia Messer',
	passwordHash: await app.accounts.passwords.hash(readerPassword),
});
await app.accounts.people.addMembership(personId, organisation.id, ['reader']);

const started = performance.now();
let items = 0;
for (const folder of folders) {
	const report = await importFolder(app, {
		folder,
		organisationId: organisation.id,
		type: 'procedure',
		actor: systemActor('bench'),
		publish: true,
		audience: ['own'],
		source: basename(folder),
		onProgress: (done, total) => process.stderr.write(done % 2000 === 0 ? `    ${done} of ${total}\n` : ''),
	});
	for (const { file, error } of report.failed) console.error(file, error);
	items += report.created;
}
const seconds = (performance.now() - started) / 1000;
// As the import of the command line does after so many.
await app.search.rebuild({
	database: app.database.query,
	transaction: (work) => app.database.transaction(work),
});
await app.close();
console.info(JSON.stringify({ items, seconds, megabytes: process.resourceUsage().maxRSS / 1024 }));

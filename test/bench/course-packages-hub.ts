import { createReadStream } from 'node:fs';
import { z } from 'zod';
import { toActor } from '../../src/accounts/account.ts';
import { createApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { visitorFor } from '../../src/host/visitor.ts';

// A process of its own: `course-packages-hub.ts <root> <archive>`, with the data folder in the environment.
const [root = '', archive = ''] = process.argv.slice(2);
const app = await createApp(readConfig(process.env, root, { demo: false }));
const organisation = await app.accounts.organisations.create({ name: 'Messstelle' });
const personId = await app.accounts.people.create({
	...{ email: 'mia@messer.example', name: 'Mia Messer', passwordHash: '' },
});
await app.accounts.people.addMembership(personId, organisation.id, ['trainer']);
const account = await app.accounts.find(personId);
if (!account) throw new Error('The trainer is not there.');
const visitor = await visitorFor({ ...app, types: app.content.types }, toActor(account, null), {
	account,
	session: null,
});
const { packages } = await app.host.use('training');
await app.jobs.runDue();

const atRest = process.memoryUsage().rss;
let highest = atRest;
const steps = new Set<number>();
const item = { id: '', fields: { file: '' } };
const watch = setInterval(() => {
	highest = Math.max(highest, process.memoryUsage().rss);
	void packages.packageOf(item).then((found) => steps.add(found?.unpacked ?? 0));
}, 20);

const begun = performance.now();
const upload = await app.content.attachments.uploads.receive(personId, 'kurs.zip', createReadStream(archive));
item.fields.file = upload.id;
const input = { uploadId: upload.id, organisationId: organisation.id, language: 'de' };
({ id: item.id } = z
	.object({ id: z.string() })
	.parse(await app.commands.execute('training.uploadPackage', input, visitor)));
await app.jobs.runDue();
const seconds = (performance.now() - begun) / 1000;
clearInterval(watch);
const found = await packages.packageOf(item);
await app.close();
console.info(
	JSON.stringify({
		unpacked: found?.state === 'ready' ? found.unpacked : 0,
		seconds,
		megabytesMore: (highest - atRest) / 1_000_000,
		steps: steps.size,
	}),
);

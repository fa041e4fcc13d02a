import { readdirSync, readFileSync } from 'node:fs';
import { copyFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { writeReceipt } from '../../src/accounts/receipt.ts';
import { toActor } from '../../src/accounts/account.ts';
import { createApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { visitorFor } from '../../src/host/visitor.ts';
import { createId } from '../../src/ids.ts';

// A process of its own: `bring-in-hub.ts <root> <archive>`, with the data folder in the environment.
const [root = '', archive = ''] = process.argv.slice(2);
const app = await createApp(readConfig(process.env, root, { demo: false }));
const organisation = await app.accounts.organisations.create({ name: 'Messstelle' });
const personId = await app.accounts.people.create({
	...{ email: 'mia@messer.example', name: 'Mia Messer', passwordHash: '' },
});
await app.accounts.people.addMembership(personId, organisation.id, ['author']);
const account = await app.accounts.find(personId);
if (!account) throw new Error('The author is not there.');
const parts = { ...app, types: app.content.types };
const visitor = await visitorFor(parts, toActor(account, null), { account, session: null });
const run = (command: string, input: unknown) => app.commands.execute(command, input, visitor);

let highest = 0;
const watch = setInterval(() => {
	highest = Math.max(highest, memoryOf(process.pid));
}, 500);

const importId = createId();
await app.imports.folders.create(importId);
await copyFile(archive, join(app.imports.folders.upload(importId), basename(archive)));
const sent = { importId, personId, organisationId: organisation.id, name: basename(archive) };
await run('transfer.createImport', {
	organisationId: organisation.id,
	receipt: writeReceipt(sent, app.signingKey),
});
await app.jobs.runDue();
await run('transfer.runImport', { importId, type: 'procedure', publish: true });
await app.jobs.runDue();
clearInterval(watch);
const { created, failed } = await app.imports.store.counts(importId);
const { user, system } = process.cpuUsage();
await app.close();
console.info(
	JSON.stringify({ created, failed, megabytes: highest / 1e6, cpuSeconds: (user + system) / 1e6 }),
);

/** Memory of a process with all that it has started, in bytes, what they share counted once; 0 for one that is gone. */
function memoryOf(pid: number): number {
	try {
		const [, kilobytes = '0'] =
			/^Pss:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8')) ?? [];
		const children = readdirSync(`/proc/${pid}/task`).flatMap((thread) =>
			readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8').split(' ').filter(Boolean),
		);
		return Number(kilobytes) * 1024 + children.reduce((sum, child) => sum + memoryOf(Number(child)), 0);
	} catch {
		return 0;
	}
}

import { systemActor } from './access/actor.ts';
import type { App } from './app.ts';
import type { Disposable } from './events.ts';
import { visitorFor } from './host/visitor.ts';

const hour = 60 * 60 * 1000;
const day = 24 * hour;

/** Clears what has expired, now and then each hour. Running it twice, or in two processes, does no harm. */
export function startMaintenance(app: App): Disposable {
	const run = () => {
		maintain(app).catch((error: unknown) => console.error(error));
	};
	const timer = setInterval(run, hour);
	timer.unref();
	run();
	return { dispose: () => clearInterval(timer) };
}

async function maintain(app: App): Promise<void> {
	const settings = await app.settings.read({ organisationId: null, personId: null });
	await app.accounts.sessions.sweep();
	await app.commands.sweep();
	await emptyBin(app, Date.now() - Number(settings.get('content.binDays')) * day);
	await app.audit.dropBefore(Date.now() - Number(settings.get('audit.retentionDays')) * day);
}

/** Removes for good, through the same command as a person would, so that the audit log tells of it. */
async function emptyBin(app: App, before: number): Promise<void> {
	const actor = systemActor('retention');
	const { reader } = await visitorFor({ ...app, types: app.content.types }, actor);
	for (const itemId of await app.content.expiredInBin(before)) {
		await app.commands.execute('content.purge', { itemId }, { actor, reader });
	}
}

import { defineJob, isVerbundError, z, type PluginContext } from 'verbund';
import { postStatements, type PostOptions } from './post-statements.ts';
import { requireStore, type RecordStores } from './record-store.ts';
import type { KeptStatement, Statements } from './statements.ts';

const atOnce = 50;

/** Sends what is recorded, the oldest first. What was sent and not noted is sent again under the same id: it counts once. */
export function createSendJob(
	{ settings }: PluginContext,
	{ statements, stores }: { readonly statements: Statements; readonly stores: RecordStores },
) {
	return defineJob({
		input: z.strictObject({}),
		async run(run) {
			const store = await stores.find();
			if (!store) return;
			try {
				if (store.password === null) throw new Error('The password cannot be opened any more.');
				const { endpoint, userName, password } = store;
				const allowed = await requireStore(settings, endpoint);
				await sendAll({ endpoint, userName, password, allowed, signal: run.signal });
				if (store.lastError !== null) await stores.noteError(null);
			} catch (error) {
				run.signal.throwIfAborted();
				const said = isVerbundError(error)
					? error.code
					: error instanceof Error
						? error.message
						: String(error);
				// Those who entered it see why; what waits is sent the next time.
				await stores.noteError(said.slice(0, 300));
			}
		},
	});

	async function sendAll(options: PostOptions): Promise<void> {
		for (
			let some = await statements.waiting(atOnce);
			some.length > 0;
			some = await statements.waiting(atOnce)
		) {
			const status = await postStatements(`[${some.map(({ json }) => json).join(',')}]`, options);
			if (isTaken(status)) await statements.mark(idsOf(some), 'sent');
			else if (isTheirFault(status)) for (const one of some) await sendOne(one, options);
			else throw new Error(`The record store answered ${status}.`);
		}
	}

	/** A record store takes all of a batch or nothing: one by one it says which it does not want. */
	async function sendOne(one: KeptStatement, options: PostOptions): Promise<void> {
		const status = await postStatements(`[${one.json}]`, options);
		if (isTaken(status) || status === conflict) return statements.mark([one.id], 'sent');
		if (isTheirFault(status)) return statements.mark([one.id], 'refused');
		throw new Error(`The record store answered ${status}.`);
	}
}

const conflict = 409;

function isTaken(status: number): boolean {
	return status === 200 || status === 204;
}

/** The statements' own, not the line's, the password's or the server's. */
function isTheirFault(status: number): boolean {
	return status === 400 || status === conflict || status === 413;
}

function idsOf(some: readonly KeptStatement[]): readonly string[] {
	return some.map(({ id }) => id);
}

import { defineJob, z, type PluginContext } from 'verbund';
import type { TrainingParts } from '../training-parts.ts';
import { createRecordStoreCommands, createRecordStores, type RecordStore } from './record-store.ts';
import { createSendJob } from './send-job.ts';
import { createStatements } from './statements.ts';

export interface StatementViews {
	counts(): Promise<{ readonly kept: number; readonly waiting: number }>;
	/** Null while none is entered. */
	store(): Promise<Pick<RecordStore, 'endpoint' | 'userName' | 'lastError'> | null>;
}

const day = 24 * 60 * 60 * 1000;

/** Learning records after xAPI: kept where an organisation wants them, and sent where the network has entered a store. */
export function addStatements(
	context: PluginContext,
	{ events }: Pick<TrainingParts, 'events'>,
): StatementViews {
	const statements = createStatements(context);
	const stores = createRecordStores(context);
	const commands = createRecordStoreCommands(context);
	context.commands.register('training.setRecordStore', commands.set);
	context.commands.register('training.removeRecordStore', commands.remove);
	context.jobs.register('training.sendStatements', createSendJob(context, { statements, stores }));
	context.jobs.register(
		'training.forgetStatements',
		defineJob({
			input: z.strictObject({}),
			async run() {
				const days = await context.settings.get('training.statementDays', {
					organisationId: null,
					personId: null,
				});
				await statements.forget(Date.now() - Number(days) * day);
			},
		}),
	);
	context.personalData.register('training.statements', statements.personalData);
	events.onDid(statements.note);
	return { counts: statements.counts, store: stores.find };
}

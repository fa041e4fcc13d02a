import { defineJob, z, type PluginContext } from 'verbund';
import type { AssignmentTables } from './assignment-tables.ts';

/** With a deleted course what was handed in goes; this takes the bytes after it. */
export function createSweepFiles({ files, storage }: Pick<PluginContext, 'files' | 'storage'>) {
	return defineJob({
		input: z.strictObject({}),
		async run() {
			const left = await storage
				.query<AssignmentTables>()
				.selectFrom('training_submission_files')
				.leftJoin('training_submissions', 'training_submissions.id', 'submission_id')
				.select('file_id')
				.where('training_submissions.id', 'is', null)
				.execute();
			if (left.length === 0) return;
			const ids = left.map(({ file_id: id }) => id);
			for (const id of ids) await files.remove(id);
			await storage.transaction<AssignmentTables, unknown>((transaction) =>
				transaction.deleteFrom('training_submission_files').where('file_id', 'in', ids).execute(),
			);
		},
	});
}

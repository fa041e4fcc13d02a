import type { Job } from '../../jobs/job.ts';
import type { WorkbenchLocals } from '../locals.ts';

/** How the index stands, in a sentence. */
export function rebuildStateOf(job: Job | null, { t, format }: Pick<WorkbenchLocals, 't' | 'format'>) {
	const runs = job?.state === 'waiting' || job?.state === 'running';
	const { done, total } = job?.progress ?? { done: 0, total: 0 };
	const percent = total > 0 ? Math.floor((100 * done) / total) : 0;
	const ended = job?.finishedAt ?? null;
	return {
		job,
		runs,
		text:
			job === null
				? t('admin.index.never')
				: t(`admin.index.state.${job.state}`, {
						percent,
						date: ended === null ? '' : format.dateTime(ended),
					}),
	};
}

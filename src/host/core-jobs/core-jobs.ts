import type { JobDeclaration, JobDefinition } from '../../jobs/job.ts';
import { problemsJob, type ProblemsJobParts } from './problems-job.ts';
import { scrubJob } from '../personal-data/erasure.ts';
import { backupJob, backupProofJob, backupSchedule, type BackupJobParts } from './backup-jobs.ts';
import { healthJob, type HealthJobParts } from './health-job.ts';
import { rebuildSearchJob, tidySearchJob, type SearchJobParts } from './search-jobs.ts';
import { scrubJobDefinition, type ScrubJobParts } from './scrub-job.ts';
import { tidyJob, type TidyParts } from './tidy-job.ts';

export interface CoreJobParts
	extends TidyParts, ScrubJobParts, BackupJobParts, HealthJobParts, ProblemsJobParts, SearchJobParts {}

/** The core's own jobs; each is called `job.<id>` in the administration. */
export function addCoreJobs(parts: CoreJobParts): void {
	const { jobs, settings } = parts;
	const add = <Input>(
		id: string,
		declaration: Pick<JobDeclaration, 'schedule' | 'attempts'>,
		definition: JobDefinition<Input>,
	) => {
		jobs.declare([{ id, title: `%job.${id}%`, pluginId: null, ...declaration }], () => Promise.resolve());
		jobs.register(id, definition);
	};

	add('core.tidy', { schedule: '7 * * * *' }, tidyJob(parts));
	add(scrubJob, {}, scrubJobDefinition(parts));
	add('core.backup', { schedule: () => backupSchedule(settings), attempts: 3 }, backupJob(parts));
	add('core.proveBackup', { attempts: 2 }, backupProofJob(parts));
	add('core.rebuildSearch', { attempts: 2 }, rebuildSearchJob(parts));
	add('core.tidySearch', { schedule: '23 * * * *' }, tidySearchJob(parts));
	add('core.findProblems', { schedule: '*/10 * * * *', attempts: 2 }, problemsJob(parts));
	add('core.examine', { schedule: '41 * * * *', attempts: 2 }, healthJob(parts));
}

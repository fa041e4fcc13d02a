import type { JobDeclaration, JobDefinition } from '../../jobs/job.ts';
import {
	acknowledgementJob,
	acknowledgementJobDefinition,
	type AcknowledgementJobParts,
} from './acknowledgement-job.ts';
import { problemsJob, type ProblemsJobParts } from './problems-job.ts';
import { scrubJob } from '../personal-data/erasure.ts';
import { auditJob, auditJobDefinition, type AuditJobParts } from './audit-job.ts';
import { backupJob, backupProofJob, backupSchedule, type BackupJobParts } from './backup-jobs.ts';
import { readFileJob, type ReadFileParts } from './read-file-job.ts';
import { healthJob, type HealthJobParts } from './health-job.ts';
import {
	deliverJob,
	digestJob,
	mailJob,
	tidyNotificationsJob,
	type NotificationJobParts,
} from './notification-jobs.ts';
import { reviewDueJob, type ReviewDueJobParts } from './review-due-job.ts';
import { publishScheduled, scheduleJob, type ScheduleJobParts } from './schedule-job.ts';
import { rebuildSearchJob, tidySearchJob, type SearchJobParts } from './search-jobs.ts';
import { scrubJobDefinition, type ScrubJobParts } from './scrub-job.ts';
import { tidyJob, type TidyParts } from './tidy-job.ts';
import {
	exportDefinition,
	exportJob,
	readImportDefinition,
	readImportJob,
	runImportDefinition,
	runImportJob,
	undoImportDefinition,
	undoImportJob,
	type TransferJobParts,
} from './transfer-jobs.ts';

export interface CoreJobParts
	extends
		TidyParts,
		AcknowledgementJobParts,
		AuditJobParts,
		ScrubJobParts,
		BackupJobParts,
		HealthJobParts,
		NotificationJobParts,
		ProblemsJobParts,
		ReadFileParts,
		ReviewDueJobParts,
		ScheduleJobParts,
		SearchJobParts,
		TransferJobParts {}

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
	add(auditJob, { attempts: 2 }, auditJobDefinition(parts));
	add('core.backup', { schedule: () => backupSchedule(settings), attempts: 3 }, backupJob(parts));
	add('core.proveBackup', { attempts: 2 }, backupProofJob(parts));
	add(acknowledgementJob, { schedule: '0 6 * * *', attempts: 5 }, acknowledgementJobDefinition(parts));
	add(publishScheduled, {}, scheduleJob(parts));
	add('core.remindReviews', { schedule: '20 6 * * *', attempts: 3 }, reviewDueJob(parts));
	add('core.readFile', { attempts: 2 }, readFileJob(parts));
	add('core.rebuildSearch', { attempts: 2 }, rebuildSearchJob(parts));
	add('core.tidySearch', { schedule: '23 * * * *' }, tidySearchJob(parts));
	add('core.findProblems', { schedule: '*/10 * * * *', attempts: 2 }, problemsJob(parts));
	add('core.examine', { schedule: '41 * * * *', attempts: 2 }, healthJob(parts));
	add('core.deliverNotification', {}, deliverJob(parts));
	add('core.sendMail', { attempts: 50 }, mailJob(parts));
	add('core.dailyDigest', { schedule: '0 7 * * *' }, digestJob(parts, 'daily'));
	add('core.weeklyDigest', { schedule: '0 7 * * 1' }, digestJob(parts, 'weekly'));
	add('core.tidyNotifications', { schedule: '37 3 * * *' }, tidyNotificationsJob(parts));
	add(readImportJob, { attempts: 3 }, readImportDefinition(parts));
	add(runImportJob, { attempts: 3 }, runImportDefinition(parts));
	add(undoImportJob, { attempts: 3 }, undoImportDefinition(parts));
	add(exportJob, { attempts: 2 }, exportDefinition(parts));
}

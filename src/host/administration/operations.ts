import type { Actor } from '../../access/actor.ts';
import type { App } from '../../app.ts';
import type { Backup } from '../../backups/backup-folder.ts';
import type { Job, JobDeclaration, JobSchedule, JobState } from '../../jobs/job.ts';
import type { MailServerView } from '../../mail/mail-server.ts';
import type { MailFailure } from '../../mail/mail-state.ts';
import type { MailState, QueuedMail } from '../../mail/mail.ts';
import { restoreLine } from './restore-line.ts';
import { nextTime } from '../../jobs/cron.ts';
import { backupSchedule } from '../core-jobs/backup-jobs.ts';
import type { HealthFinding } from '../health/health-check.ts';
import type { Examination } from '../health/health.ts';

/** What administrators of the network see of the running of the hub. */
export interface Operations {
	health(): Promise<Examination>;
	/** What was wrong when the hub was looked at last. */
	problems(): Promise<readonly HealthFinding[]>;
	backups(): Promise<BackupOverview>;
	jobs(filter: JobPageFilter): Promise<JobOverview>;
	mail(filter: MailPageFilter): Promise<MailOverview>;
}

export interface BackupOverview {
	readonly backups: readonly Backup[];
	readonly folder: string;
	/** The newest one whose restoring was tried, and what is typed on the server to restore it. */
	readonly restorable: { readonly at: number; readonly line: string } | null;
	/** When the next one is due; null while they are off. */
	readonly nextAt: number | null;
	/** Backups that are being made or tried now, or wait for it. */
	readonly running: readonly Job[];
}

export interface JobPageFilter {
	readonly state?: JobState;
	readonly type?: string;
	readonly after?: string;
}

export interface JobOverview {
	readonly jobs: readonly JobView[];
	/** The last one of the page, where older ones follow; else null. */
	readonly after: string | null;
	readonly counts: Readonly<Record<JobState, number>>;
	readonly kinds: readonly Pick<JobDeclaration, 'id' | 'title'>[];
	readonly schedules: readonly (JobSchedule & { readonly title: string })[];
}

export interface JobView extends Job {
	/** Text or `%key%` of a manifest; the id of a kind that nobody declares any more. */
	readonly title: string;
	/** Name of whoever asked for it, as far as the reader may see them. */
	readonly person: string | null;
}

export interface MailPageFilter {
	readonly state?: MailState;
	readonly after?: string;
}

export interface MailOverview {
	readonly server: MailServerView | null;
	/** What is wrong with the server; null while it takes mail. */
	readonly failure: MailFailure | null;
	readonly mails: readonly QueuedMail[];
	/** The last one of the page, where older ones follow; else null. */
	readonly after: string | null;
	readonly counts: Readonly<Record<MailState, number>>;
}

const pageSize = 50;

export function operationsFor(
	{ access, accounts, backups, config, health, jobs, mails, settings }: App,
	actor: Actor,
): Operations {
	const requireNetwork = () => access.require(actor, 'network.manage');
	const titleOf = (type: string) => jobs.declarations().find(({ id }) => id === type)?.title ?? type;

	return {
		async health() {
			requireNetwork();
			return health.look();
		},
		async problems() {
			requireNetwork();
			return health.problems();
		},
		async backups() {
			requireNetwork();
			const schedule = await backupSchedule(settings);
			const open = await Promise.all(
				(['core.backup', 'core.proveBackup'] as const).map((type) => jobs.list({ type, limit: 5 })),
			);
			const all = await backups.list();
			const proven = all.find(({ proof }) => proof !== null && !proof.problem);
			return {
				backups: all,
				folder: backups.folder,
				restorable: proven ? { at: proven.at, line: restoreLine(config, proven.name) } : null,
				// By the plan as it stands: the stored time follows it within a minute.
				nextAt: schedule === null ? null : nextTime(schedule, Date.now()),
				running: open.flat().filter(({ state }) => state === 'waiting' || state === 'running'),
			};
		},
		async mail(filter) {
			requireNetwork();
			const list = await mails.list({ ...filter, limit: pageSize + 1 });
			const shown = list.slice(0, pageSize);
			return {
				server: await mails.servers.view(),
				failure: await mails.failure(),
				mails: shown,
				after: list.length > shown.length ? (shown.at(-1)?.id ?? null) : null,
				counts: await mails.counts(),
			};
		},
		async jobs(filter) {
			requireNetwork();
			const list = await jobs.list({ ...filter, limit: pageSize + 1 });
			const shown = list.slice(0, pageSize);
			const ids = shown.flatMap(({ personId }) => personId ?? []);
			const people = ids.length === 0 ? [] : await accounts.people.list(actor, { ids, limit: pageSize });
			const schedules = await jobs.schedules();
			return {
				jobs: shown.map((job) => ({
					...job,
					title: titleOf(job.type),
					person: people.find(({ id }) => id === job.personId)?.name ?? null,
				})),
				after: list.length > shown.length ? (shown.at(-1)?.id ?? null) : null,
				counts: await jobs.counts(),
				kinds: jobs.declarations(),
				schedules: schedules.map((schedule) => ({ ...schedule, title: titleOf(schedule.type) })),
			};
		},
	};
}

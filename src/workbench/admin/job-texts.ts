import type { Job, JobState } from '../../jobs/job.ts';
import type { WorkbenchLocals } from '../locals.ts';
import type { ChipKind } from '../ui/types.ts';

export const jobStates = [
	'waiting',
	'running',
	'done',
	'failed',
	'cancelled',
] as const satisfies readonly JobState[];

export const jobSigns: Readonly<Record<JobState, { readonly kind: ChipKind; readonly icon: string }>> = {
	waiting: { kind: 'neutral', icon: 'clock' },
	running: { kind: 'accent', icon: 'loader' },
	done: { kind: 'done', icon: 'circle-check' },
	failed: { kind: 'problem', icon: 'circle-alert' },
	cancelled: { kind: 'neutral', icon: 'ban' },
};

/** The state that the address asks for; undefined for all. */
export function jobStateOf(text: string | null): JobState | undefined {
	return jobStates.find((state) => state === text);
}

/** Whether it is worth waiting for: it goes on, or is about to begin. */
export function isBusy({ state, runAt }: Job): boolean {
	return state === 'running' || (state === 'waiting' && runAt <= Date.now());
}

/** Why it did not work, in a sentence where it is a known error. */
export function jobErrorText({ error }: Job, { t }: Pick<WorkbenchLocals, 't'>): string | null {
	if (!error) return null;
	return 'code' in error ? t(`error.${error.code}`, error.values) : error.message;
}

/** When it is, or was, its turn. */
export function jobTimeText(
	{ state, runAt, startedAt, finishedAt, createdAt }: Job,
	{ t, format }: Pick<WorkbenchLocals, 't' | 'format'>,
): string {
	if (state === 'waiting') return t('admin.jobs.due', { date: format.dateTime(runAt) });
	if (state === 'running') return t('admin.jobs.since', { date: format.dateTime(startedAt ?? createdAt) });
	return format.dateTime(finishedAt ?? createdAt);
}

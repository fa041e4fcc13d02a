import type { JobError } from '../../jobs/job.ts';
import type { WorkbenchLocals } from '../locals.ts';

/** Why it did not work; what is no error of ours is said in general, its message is for administrators. */
export function jobErrorSentence(error: JobError, { t }: Pick<WorkbenchLocals, 't'>): string {
	return 'code' in error ? t(`error.${error.code}`, error.values) : t('error.server.internal');
}

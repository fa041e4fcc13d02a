import { z } from 'zod';
import { defineJob } from '../../jobs/job.ts';
import type { Health } from '../health/health.ts';

export interface HealthJobParts {
	readonly health: Health;
}

/** Looks at the hub, so that its administrators hear of a problem without looking for it. */
export function healthJob({ health }: HealthJobParts) {
	return defineJob({
		input: z.strictObject({ full: z.boolean().default(false) }),
		run: (_run, { full }) => health.keep(full),
	});
}

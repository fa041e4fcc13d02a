import { z } from 'zod';
import { defineJob } from '../../jobs/job.ts';
import type { Erasure } from '../personal-data/erasure.ts';

export interface ScrubJobParts {
	readonly erasure: Pick<Erasure, 'scrub'>;
}

/** After an erasure: what was deleted is gone from the files of the database too. */
export function scrubJobDefinition({ erasure }: ScrubJobParts) {
	return defineJob({ input: z.strictObject({}), run: () => erasure.scrub() });
}

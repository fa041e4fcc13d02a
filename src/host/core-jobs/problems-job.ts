import { z } from 'zod';
import type { ContentStore } from '../../content/content-store.ts';
import { defineJob } from '../../jobs/job.ts';
import type { Jobs } from '../../jobs/jobs.ts';
import type { Problems } from '../problems/problems.ts';

export interface ProblemsJobParts {
	readonly content: ContentStore;
	readonly jobs: Jobs;
	readonly problems: Problems;
}

/** Soon, and once for all that is saved until then. */
const pause = 300;

/** Looks at what was written, and at what stands on other things that are no longer as they were. */
export function problemsJob({ content, jobs, problems }: ProblemsJobParts) {
	let isAsked = false;
	const ask = () => {
		if (isAsked) return;
		isAsked = true;
		const timer = setTimeout(() => {
			isAsked = false;
			// What is not asked for now is done by the schedule.
			jobs.enqueue('core.findProblems', {}, { key: 'saved' }).catch(() => undefined);
		}, pause);
		timer.unref();
	};
	content.onDidSave(ask);
	content.onDidPublish(ask);

	return defineJob({
		input: z.strictObject({}),
		run: ({ signal, progress }) => problems.refresh({ signal, progress }),
	});
}

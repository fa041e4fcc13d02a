import { z } from 'zod';
import { notFound } from '../../errors.ts';
import type { Jobs } from '../../jobs/jobs.ts';
import { auditJob } from '../core-jobs/audit-job.ts';
import { id, type AddCommand } from './core-command.ts';

/** What administrators of the network do with jobs. */
export function addJobCommands(add: AddCommand, jobs: Jobs): void {
	const target = z.strictObject({ jobId: id });
	const note = ({ jobId }: z.infer<typeof target>) => ({ objects: { job: jobId }, organisationId: null });

	add(
		'jobs.retry',
		{ permission: 'network.manage' },
		{
			input: target,
			async run(_context, { jobId }) {
				await jobs.retry(jobId);
				return {};
			},
			audit: note,
		},
	);
	add(
		'jobs.cancel',
		{ permission: 'network.manage' },
		{
			input: target,
			async run(_context, { jobId }) {
				await jobs.cancel(jobId);
				return {};
			},
			audit: note,
		},
	);
	add(
		'jobs.runNow',
		{ permission: 'network.manage' },
		{
			input: z.strictObject({ type: z.string().max(120) }),
			async run(_context, { type }) {
				const declared = jobs.declarations().find((job) => job.id === type);
				if (declared?.schedule === undefined) throw notFound();
				return { jobId: await jobs.runNow(type) };
			},
			audit: (input, { jobId }) => ({ objects: { jobType: input.type, job: jobId }, organisationId: null }),
		},
	);
	add(
		'audit.prove',
		{ permission: 'network.manage' },
		{
			input: z.strictObject({}),
			run: async () => ({ jobId: await jobs.enqueue(auditJob, {}, { key: 'prove' }) }),
			audit: (_input, { jobId }) => ({ objects: { job: jobId }, organisationId: null }),
		},
	);
	add(
		'health.examine',
		{ permission: 'network.manage' },
		{
			input: z.strictObject({}),
			run: async () => ({ jobId: await jobs.enqueue('core.examine', { full: true }, { key: 'full' }) }),
			audit: (_input, { jobId }) => ({ objects: { job: jobId }, organisationId: null }),
		},
	);
}

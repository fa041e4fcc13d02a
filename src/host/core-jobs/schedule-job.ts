import { z } from 'zod';
import type { Actor } from '../../access/actor.ts';
import type { Audit } from '../../access/audit.ts';
import type { Access } from '../../access/permissions.ts';
import { toActor } from '../../accounts/account.ts';
import type { Accounts } from '../../accounts/accounts.ts';
import type { ContentStore } from '../../content/content-store.ts';
import type { Reader } from '../../content/reader.ts';
import type { PublicationSchedules, Schedule } from '../../content/review/schedules.ts';
import { VerbundError, isVerbundError, type ErrorCode } from '../../errors.ts';
import { defineJob } from '../../jobs/job.ts';

export const publishScheduled = 'core.publishScheduled';

export interface ScheduleJobParts {
	readonly access: Access;
	readonly accounts: Accounts;
	readonly audit: Audit;
	readonly content: ContentStore;
	readonly schedules: PublicationSchedules;
}

/** What stays so however often one tries. */
const final: readonly ErrorCode[] = [
	'access.denied',
	'command.inputInvalid',
	'command.refused',
	'content.conflict',
	'content.fieldsInvalid',
	'content.tooComplex',
	'request.notFound',
	'review.approvalRequired',
	'review.fourEyes',
];

/** Publishes a text at its time, with the rights that whoever planned it has then; once, in whichever process. */
export function scheduleJob({ access, accounts, audit, content, schedules }: ScheduleJobParts) {
	return defineJob({
		input: z.strictObject({ scheduleId: z.string() }),
		async run({ actor: hub, reader, complete }, { scheduleId }) {
			const planned = await schedules.find(scheduleId);
			if (!planned) return;
			try {
				const { type } = await content.owner(hub, planned.itemId);
				const text = await content.revision({ ...reader, actor: hub }, planned.itemId, planned.revision);
				const publication = await content.prepare(type, text);
				await complete(async () => {
					const schedule = await schedules.find(scheduleId);
					if (!schedule) return;
					const actor = await requirePerson(schedule);
					const { organisationId } = await content.owner(hub, schedule.itemId);
					await requirePermission(actor, schedule, organisationId);
					await requireShare(actor, schedule, { ...reader, actor: hub });
					const { itemId, language, revision } = schedule;
					const edition = await content.publish(actor, schedule, publication);
					const objects = { item: itemId, revision, language, edition };
					await audit.record(actor, 'content.publish', objects, organisationId);
				});
			} catch (error) {
				if (!isVerbundError(error) || !final.includes(error.code)) throw error;
				await complete(async () => {
					const schedule = await schedules.find(scheduleId);
					if (schedule) await schedules.fail(schedule, hub, error);
				});
			}
		},
	});

	async function requirePerson({ personId }: Schedule): Promise<Actor> {
		const account = personId === null ? null : await accounts.find(personId);
		if (!account) throw new VerbundError('access.denied');
		return toActor(account, null);
	}

	/**
	 * Beyond those who may read it already only with the permission to share, which may have gone since then. Where
	 * somebody approves, they have approved the audience too.
	 */
	async function requireShare(
		actor: Actor,
		{ itemId, language, audience: choices = [] }: Schedule,
		reader: Reader,
	): Promise<void> {
		const { organisation, audience: present } = await content.open(reader, itemId);
		const free = ['own', `organisation:${organisation.id}`, ...present];
		if (choices.every((choice) => free.includes(choice))) return;
		const { policy } = await content.publishingRight(actor, itemId, language);
		if (policy === null) access.require(actor, 'content.share', { organisationId: organisation.id });
	}

	/** Who approves by a policy need not hold the permission. */
	async function requirePermission(
		actor: Actor,
		{ itemId, language }: Schedule,
		organisationId: string,
	): Promise<void> {
		if (access.can(actor, 'content.publish', { organisationId })) return;
		const { policy, fault } = await content.publishingRight(actor, itemId, language);
		const isApprover = policy !== null && policy.approvers !== 'nobody' && fault === null;
		if (!isApprover) throw new VerbundError('access.denied');
	}
}

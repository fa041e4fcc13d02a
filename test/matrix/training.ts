import { createId } from '../../src/ids.ts';
import type { TestApp } from '../harness/test-app.ts';
import type { Owner } from './rights.ts';

/** A course for the owner's members, with one thing of everything that belongs to it. */
export interface TrainingObjects {
	readonly id: string;
	readonly url: string;
	/** Of the newest text. */
	readonly revision: number;
	readonly rulesMark: number;
	readonly lessonId: string;
	readonly lessonItem: { readonly id: string; readonly url: string };
	readonly dateId: string;
	/** A member's request that nobody has answered. */
	readonly enrolmentId: string;
	readonly targetId: string;
	readonly obligationId: string;
}

export async function createTraining({ app, as, network }: TestApp, owner: Owner): Promise<TrainingObjects> {
	const organisationId = network[owner];
	const [admin, member] = owner === 'alpha' ? [as.admin, as.reader] : [as.foreignAdmin, as.foreignReader];
	const created = await admin.execute('training.createCourse', { organisationId, title: `Kurs ${owner}` });
	const id = String(created['id']);
	const added = await admin.execute('training.addLesson', {
		courseId: id,
		expectedRevision: created['revision'],
		title: `Lektion ${owner}`,
	});
	const revision = Number(added['revision']);
	await admin.execute('training.publishCourse', {
		courseId: id,
		expectedRevision: revision,
		audience: ['own'],
		major: true,
	});
	const { participants } = await app.host.use('training');
	const {
		rules: { mark },
	} = await participants.rulesAndTargets(id);
	await admin.execute('training.setRules', { courseId: id, expectedVersion: mark, enrolment: 'approval' });
	await member.execute('training.enrol', { courseId: id });
	const date = await admin.execute('training.addDate', {
		courseId: id,
		startsAt: '2099-12-02T09:00',
		endsAt: '2099-12-02T12:00',
	});
	const target = await admin.execute('training.addTarget', {
		courseId: id,
		principal: `role:${organisationId}:approver`,
	});
	const principal = `organisation:${organisationId}`;
	const obligation = await admin.execute('training.addObligation', {
		organisationId,
		courseId: id,
		principal,
	});
	const { reader } = await admin.visit();
	const { url } = await app.content.open(reader, id);
	const itemId = String(added['itemId']);
	const page = await participants.list(id, 1);
	return {
		id,
		url,
		revision,
		rulesMark: (await participants.rulesAndTargets(id)).rules.mark,
		lessonId: String(added['lessonId']),
		lessonItem: { id: itemId, url: (await app.content.open(reader, itemId)).url },
		dateId: String(date['id']),
		enrolmentId: page.participants[0]?.enrolmentId ?? '',
		targetId: String(target['id']),
		obligationId: String(obligation['id']),
	};
}

export function missingTraining({ url, lessonItem, ...like }: TrainingObjects): TrainingObjects {
	const nowhere = (path: string) => path.replace(/[^/]+$/, 'gibt-es-nicht');
	return {
		...like,
		id: createId(),
		url: nowhere(url),
		lessonItem: { id: createId(), url: nowhere(lessonItem.url) },
		dateId: createId(),
		enrolmentId: createId(),
		targetId: createId(),
		obligationId: createId(),
	};
}

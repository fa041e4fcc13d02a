import { beforeAll, expect, test } from 'vitest';
import { seedCourse, seedReaders, setRules } from '../../../test/harness/courses.ts';
import { untilSettled } from '../../../test/harness/database-state.ts';
import { createTestApp, type TestApp } from '../../../test/harness/test-app.ts';
import type { Training } from '../training.ts';

let hub: TestApp;
let training: Training;
beforeAll(async () => {
	hub = await createTestApp({ plugins: ['training', 'procedures'] });
	training = await hub.app.host.use('training');
});

type Who = keyof TestApp['as'];

async function open(who: Who, url: string) {
	const { reader } = await hub.as[who].visit();
	const [, , organisation = '', slug = ''] = url.split('/');
	return training.courses.open(reader, organisation, slug);
}

const settle = async () => {
	await hub.app.jobs.runDue();
	await hub.app.jobs.runDue();
};

test('whoever confirms each lesson has completed the course, and with it their record', async () => {
	const { id, lessons, url } = await seedCourse(hub);
	await hub.as.reader.execute('training.enrol', { courseId: id });
	for (const lessonId of lessons)
		await hub.as.reader.execute('training.completeLesson', { courseId: id, lessonId });

	const { own, done, next } = await open('reader', url);

	expect({ done, next, state: own.state }).toEqual({ done: 2, next: null, state: 'enrolled' });
	expect(own.completedAt).not.toBeNull();
	const [record] = await training.certificates.own(hub.network.people.reader);
	expect(record).toMatchObject({ title: 'Erste Hilfe', number: null });
});

test('a lesson is resumed where it was left, whichever device asks', async () => {
	const { id, lessons, url } = await seedCourse(hub, { lessons: ['Eins', 'Zwei', 'Drei'] });
	await hub.as.reader.execute('training.enrol', { courseId: id });
	await hub.as.reader.execute('training.completeLesson', { courseId: id, lessonId: lessons[0] });

	const { next, done } = await open('reader', url);

	expect({ title: next?.title, done }).toEqual({ title: 'Zwei', done: 1 });
});

test('in a course with an order no lesson is completed before those that come first', async () => {
	const { id, lessons, url } = await seedCourse(hub, { fields: { order: 'inOrder' } });
	await hub.as.reader.execute('training.enrol', { courseId: id });

	const early = hub.as.reader.execute('training.completeLesson', { courseId: id, lessonId: lessons[1] });

	await expect(early).rejects.toMatchObject({ code: 'command.refused', reason: 'training.error.notYet' });
	expect((await open('reader', url)).lessons.map(({ isLocked }) => isLocked)).toEqual([false, true]);
});

test('progress belongs to those who take part and may read: nobody else can complete anything', async () => {
	const { id, lessons } = await seedCourse(hub);
	const completing = (who: Who, input: object) => hub.as[who].execute('training.completeLesson', input);
	await hub.as.reader.execute('training.enrol', { courseId: id });

	await expect(completing('author', { courseId: id, lessonId: lessons[0] })).rejects.toMatchObject({
		code: 'request.notFound',
	});
	await expect(completing('foreignReader', { courseId: id, lessonId: lessons[0] })).rejects.toMatchObject({
		code: 'request.notFound',
	});
	await expect(completing('anonymous', { courseId: id, lessonId: lessons[0] })).rejects.toMatchObject({
		code: 'access.signInRequired',
	});
	await expect(completing('reader', { courseId: id, lessonId: 'gibtsnicht' })).rejects.toMatchObject({
		code: 'request.notFound',
	});
	for (const extra of [
		{ score: 100 },
		{ personId: hub.network.people.author },
		{ result: { score: 100 } },
		{ done: true },
	]) {
		await expect(
			completing('reader', { courseId: id, lessonId: lessons[0], ...extra }),
			JSON.stringify(extra),
		).rejects.toMatchObject({ code: 'command.inputInvalid' });
	}
});

test('an assignment is done when a trainer accepts it, and not before', async () => {
	const { id, lessons, url } = await seedCourse(hub, { lessons: ['Eins'] });
	const draft = await training.drafts.open((await hub.as.trainer.visit()).reader, id);
	const added = await hub.as.trainer.execute('training.addLesson', {
		courseId: id,
		expectedRevision: draft.revision,
		title: 'Schreiben',
		task: 'text',
	});
	await hub.as.trainer.execute('training.publishCourse', {
		courseId: id,
		expectedRevision: added['revision'],
	});
	const lessonId = String(added['lessonId']);
	const { reader } = hub.as;
	await reader.execute('training.enrol', { courseId: id });
	await reader.execute('training.completeLesson', { courseId: id, lessonId: lessons[0] });

	await expect(reader.execute('training.completeLesson', { courseId: id, lessonId })).rejects.toMatchObject({
		reason: 'training.error.notConfirmed',
	});
	await reader.execute('training.submitAssignment', { courseId: id, lessonId, text: 'Ein Versuch' });
	const [waiting] = await training.submissions.waiting(id);
	await expect(
		hub.as.author.execute('training.answerAssignment', {
			courseId: id,
			submissionId: waiting?.id,
			verdict: 'accepted',
		}),
	).rejects.toMatchObject({ code: 'access.denied' });
	await hub.as.trainer.execute('training.answerAssignment', {
		courseId: id,
		submissionId: waiting?.id,
		verdict: 'again',
		feedback: 'Fast',
	});
	expect((await open('reader', url)).own.completedAt).toBeNull();
	await reader.execute('training.submitAssignment', { courseId: id, lessonId, text: 'Noch einer' });
	const [second] = await training.submissions.waiting(id);
	await hub.as.trainer.execute('training.answerAssignment', {
		courseId: id,
		submissionId: second?.id,
		verdict: 'accepted',
	});

	expect((await open('reader', url)).own.completedAt).not.toBeNull();
	const texts = await training.submissions.own(hub.network.people.reader, id, lessonId);
	expect(texts.map(({ verdict }) => verdict)).toEqual(['accepted', 'again']);
});

test('the last seat, asked for by many at once, is given once, and the others stand in line', async () => {
	const { id } = await seedCourse(hub, { rules: { capacity: 1 } });
	const people = await seedReaders(hub, 40);

	const answers = await Promise.all(
		people.map((person) => person.execute('training.enrol', { courseId: id })),
	);

	const states = answers.map((answer) => String(answer['state']));
	expect(states.filter((state) => state === 'enrolled')).toHaveLength(1);
	expect(states.filter((state) => state === 'waiting')).toHaveLength(39);
});

test('whoever waits longest moves up by themselves when a seat becomes free, and is told', async () => {
	const { id, url } = await seedCourse(hub, { rules: { capacity: 1 } });
	await hub.as.reader.execute('training.enrol', { courseId: id });
	await hub.as.both.execute('training.enrol', { courseId: id });
	await hub.as.author.execute('training.enrol', { courseId: id });

	await hub.as.reader.execute('training.leave', { courseId: id });

	expect((await open('both', url)).own.state).toBe('enrolled');
	expect((await open('author', url)).own.state).toBe('waiting');
	const told = await hub.app.database.query
		.selectFrom('notifications')
		.innerJoin('notification_receivers', 'notification_receivers.notification_id', 'notifications.id')
		.select('person_id')
		.where('kind', '=', 'training.movedUp')
		.where('item_id', '=', id)
		.execute();
	expect(told).toEqual([{ person_id: hub.network.people.both }]);
});

test('more seats let those in line move up', async () => {
	const { id, url } = await seedCourse(hub, { rules: { capacity: 1 } });
	await hub.as.reader.execute('training.enrol', { courseId: id });
	await hub.as.both.execute('training.enrol', { courseId: id });

	await setRules(hub, id, { capacity: 5 });

	expect((await open('both', url)).own.state).toBe('enrolled');
});

test('after the deadline, without an invitation, and while it is closed nobody enrols', async () => {
	const { id } = await seedCourse(hub);
	const enrolling = () => hub.as.reader.execute('training.enrol', { courseId: id });

	await setRules(hub, id, { enrolUntil: '2020-01-01' });
	await expect(enrolling()).rejects.toMatchObject({ reason: 'training.error.enrolmentOver' });
	await setRules(hub, id, { enrolment: 'invitation' });
	await expect(enrolling()).rejects.toMatchObject({ reason: 'training.error.enrolmentClosed' });
	await setRules(hub, id, { enrolment: 'closed' });
	await expect(enrolling()).rejects.toMatchObject({ reason: 'training.error.enrolmentClosed' });
});

test('an invitation opens a course that nobody enters without one', async () => {
	const { id, url } = await seedCourse(hub, { rules: { enrolment: 'invitation' } });

	await hub.as.trainer.execute('training.invite', { courseId: id, personIds: [hub.network.people.reader] });
	await hub.as.reader.execute('training.enrol', { courseId: id });

	expect((await open('reader', url)).own.state).toBe('enrolled');
});

test('people who may not read a course are not invited to it', async () => {
	const { id } = await seedCourse(hub);

	const inviting = hub.as.trainer.execute('training.invite', {
		courseId: id,
		personIds: [hub.network.people.foreignMember],
	});

	await expect(inviting).rejects.toMatchObject({ reason: 'training.error.nobodyInvited' });
});

test('a request waits for those who approve in the person’s organisation, and nobody approves their own', async () => {
	const { id, url } = await seedCourse(hub, { rules: { enrolment: 'approval' } });
	await hub.as.reader.execute('training.enrol', { courseId: id, reason: 'Neu im Haus' });
	await hub.as.approver.execute('training.enrol', { courseId: id });
	const { actor } = await hub.as.approver.visit();
	const requests = await training.participants.requests(actor, [hub.network.alpha]);
	const of = (who: 'reader' | 'approver') =>
		requests.find(({ personId }) => personId === hub.network.people[who])?.enrolmentId;

	await expect(
		hub.as.reader.execute('training.decideRequest', { enrolmentId: of('reader'), approve: true }),
	).rejects.toMatchObject({ code: 'access.denied' });
	await expect(
		hub.as.foreignAdmin.execute('training.decideRequest', { enrolmentId: of('reader'), approve: true }),
	).rejects.toMatchObject({ code: 'request.notFound' });
	await expect(
		hub.as.approver.execute('training.decideRequest', { enrolmentId: of('approver'), approve: true }),
	).rejects.toMatchObject({ reason: 'training.error.ownRequest' });
	await hub.as.approver.execute('training.decideRequest', { enrolmentId: of('reader'), approve: true });

	expect((await open('reader', url)).own.state).toBe('enrolled');
});

test('a course that others are required for stays shut until they are done', async () => {
	const first = await seedCourse(hub, { title: 'Grundlagen', lessons: ['Eins'] });
	const second = await seedCourse(hub, {
		title: 'Vertiefung',
		fields: { prerequisites: [`item:${first.id}`] },
	});
	const enrolling = () => hub.as.reader.execute('training.enrol', { courseId: second.id });

	await expect(enrolling()).rejects.toMatchObject({ reason: 'training.error.prerequisites' });
	expect((await open('reader', second.url)).prerequisites).toMatchObject([{ id: first.id, isDone: false }]);
	await hub.as.reader.execute('training.enrol', { courseId: first.id });
	await hub.as.reader.execute('training.completeLesson', { courseId: first.id, lessonId: first.lessons[0] });
	await enrolling();

	expect((await open('reader', second.url)).own.state).toBe('enrolled');
});

test('a trainer requires other courses; they count when the course is published, and never in a circle', async () => {
	const first = await seedCourse(hub, { title: 'Zuerst' });
	const second = await seedCourse(hub, { title: 'Danach' });
	const requiring = async (courseId: string, prerequisites: readonly string[]) => {
		const { actor } = await hub.as.trainer.visit();
		const { revision: expectedRevision } = await training.requireTeacher(actor, courseId);
		const input = { courseId, expectedRevision, prerequisites };
		const { revision } = await hub.as.trainer.execute('training.setPrerequisites', input);
		return Number(revision);
	};

	const expectedRevision = await requiring(second.id, ['', first.id]);
	expect((await open('reader', second.url)).prerequisites).toEqual([]);
	const publish = { courseId: second.id, expectedRevision, audience: ['own'], major: false };
	await hub.as.trainer.execute('training.publishCourse', publish);

	expect((await open('reader', second.url)).prerequisites).toMatchObject([{ id: first.id, isDone: false }]);
	for (const circle of [[second.id], ['', second.id]])
		await expect(requiring(first.id, circle)).rejects.toMatchObject({
			reason: 'training.error.prerequisiteCircle',
		});
	await expect(requiring(first.id, [first.id])).rejects.toMatchObject({ code: 'command.refused' });
	await expect(requiring(first.id, ['gibt-es-nicht'])).rejects.toMatchObject({
		code: 'command.inputInvalid',
	});
});

test('a lesson that comes later counts for nothing yet, and is read where its readers may read it', async () => {
	const course = await seedCourse(hub, { title: 'Der Reihe nach', fields: { order: 'inOrder' } });
	await hub.as.reader.execute('training.enrol', { courseId: course.id });
	const [, later] = (await open('reader', course.url)).lessons;

	const early = { courseId: course.id, lessonId: later?.id };
	await expect(hub.as.reader.execute('training.completeLesson', early)).rejects.toMatchObject({
		reason: 'training.error.notYet',
	});

	expect(later).toMatchObject({ isLocked: true, title: 'Zwei' });
	const { reader } = await hub.as.reader.visit();
	expect(await hub.app.content.read(reader, { id: later?.itemId ?? '' })).toMatchObject({ title: 'Zwei' });
});

test('everybody of a role is enrolled by themselves, also who joins later; who left stays away', async () => {
	const { id, url } = await seedCourse(hub, { rules: { enrolment: 'closed' } });
	await hub.as.trainer.execute('training.addTarget', {
		courseId: id,
		principal: `role:${hub.network.alpha}:reader`,
	});
	await settle();
	expect((await open('reader', url)).own.state).toBe('enrolled');
	await hub.as.reader.execute('training.leave', { courseId: id });

	const [newcomer] = await seedReaders(hub, 1);
	await hub.app.jobs.runNow('training.enrolTargets');
	await settle();

	const { participants } = await training.participants.list(id, 1);
	const joined = participants.find(({ name }) => name === 'Lernende Person 1');
	expect(newcomer).toBeDefined();
	expect(joined?.state).toBe('enrolled');
	expect((await open('reader', url)).own.state).toBe('left');
	expect((await open('author', url)).own.state).toBeNull();
});

test('a course cannot be meant for an organisation or group that is not one’s own', async () => {
	const { id } = await seedCourse(hub);
	const aiming = (principal: string) =>
		hub.as.trainer.execute('training.addTarget', { courseId: id, principal });

	for (const principal of [
		`organisation:${hub.network.beta}`,
		`role:${hub.network.beta}:reader`,
		'group:gibt-es-nicht',
		'public',
		"group:' or 1=1 --",
	])
		await expect(aiming(principal), principal).rejects.toMatchObject({ code: 'command.inputInvalid' });
	await expect(aiming(`group:${hub.network.committee}`)).resolves.toBeDefined();
});

test('a major change of an embedded procedure asks those who passed for that one lesson again', async () => {
	const procedure = await hub.seed.item({ title: 'Fundsachen', audience: ['own'] });
	const { id, lessons, url } = await seedCourse(hub, {
		lessons: ['Eins'],
		items: [procedure.id],
		rules: { refreshDays: 14 },
	});
	await hub.as.reader.execute('training.enrol', { courseId: id });
	for (const lessonId of lessons)
		await hub.as.reader.execute('training.completeLesson', { courseId: id, lessonId });
	expect((await open('reader', url)).own.completedAt).not.toBeNull();

	const publish = async (major: boolean) => {
		const saved = await hub.as.author.execute('content.saveDraft', {
			itemId: procedure.id,
			language: 'de',
			expectedRevision: await newest(procedure.id),
			title: 'Fundsachen',
			body: `Neu ${major}`,
		});
		await hub.as.author.execute('content.publish', {
			itemId: procedure.id,
			language: 'de',
			revision: saved['revision'],
			major,
		});
	};
	await publish(false);
	await untilSettled(hub.app);
	await settle();
	expect((await open('reader', url)).own.completedAt).not.toBeNull();
	await publish(true);
	await untilSettled(hub.app);
	await settle();

	expect((await open('reader', url)).own.completedAt).toBeNull();
	const { lessons: after, next } = await open('reader', url);
	expect(after.map(({ isDone }) => isDone)).toEqual([true, false]);
	expect(next?.title).toBe('Fundsachen');
	expect(await training.certificates.own(hub.network.people.reader)).toEqual(
		expect.arrayContaining([expect.objectContaining({ courseId: id })]),
	);
});

test('trainers see who takes part and who is done, and nothing of how far anybody is', async () => {
	const { id, lessons } = await seedCourse(hub, { lessons: ['Eins', 'Zwei', 'Drei'] });
	await hub.as.reader.execute('training.enrol', { courseId: id });
	await hub.as.reader.execute('training.completeLesson', { courseId: id, lessonId: lessons[0] });

	const { participants, counts } = await training.participants.list(id, 1);

	expect(counts).toEqual({ enrolled: 1 });
	expect(Object.keys(participants[0] ?? {}).sort()).toEqual([
		'completedAt',
		'dueAt',
		'enrolmentId',
		'name',
		'organisation',
		'personId',
		'reason',
		'since',
		'state',
	]);
	const { actor: author } = await hub.as.author.visit();
	await expect(training.requireTeacher(author, id)).rejects.toMatchObject({ code: 'request.notFound' });
});

test('nothing that somebody learns is written into the audit log', async () => {
	const before = await auditOf();
	const { id, lessons } = await seedCourse(hub);
	const made = await auditOf();

	await hub.as.reader.execute('training.enrol', { courseId: id });
	await hub.as.reader.execute('training.completeLesson', { courseId: id, lessonId: lessons[0] });
	await hub.as.reader.execute('training.leave', { courseId: id });

	expect(made).toBeGreaterThan(before);
	expect(await auditOf()).toBe(made);
});

async function auditOf(): Promise<number> {
	const { count } = await hub.app.database.query
		.selectFrom('audit_entries')
		.select((select) => select.fn.countAll<number>().as('count'))
		.executeTakeFirstOrThrow();
	return Number(count);
}

async function newest(itemId: string): Promise<number> {
	const { last_revision } = await hub.app.database.query
		.selectFrom('items')
		.select('last_revision')
		.where('id', '=', itemId)
		.executeTakeFirstOrThrow();
	return last_revision;
}

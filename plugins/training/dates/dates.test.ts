import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { seedCourse, seedReaders } from '../../../test/harness/courses.ts';
import { createTestApp, type TestApp } from '../../../test/harness/test-app.ts';
import type { Training } from '../training.ts';

let hub: TestApp;
let training: Training;
beforeAll(async () => {
	hub = await createTestApp({ plugins: ['training'] });
	training = await hub.app.host.use('training');
});

const day = '2099-12-02';

async function addDate(courseId: string, date: Readonly<Record<string, unknown>> = {}): Promise<string> {
	const added = await hub.as.trainer.execute('training.addDate', {
		courseId,
		startsAt: `${day}T09:00`,
		endsAt: `${day}T12:00`,
		...date,
	});
	return String(added['id']);
}

test('the last seat of a date is given once, and who waits moves up when somebody gives it back', async () => {
	const { id } = await seedCourse(hub);
	const dateId = await addDate(id, { capacity: 1 });
	const people = await seedReaders(hub, 20);
	await Promise.all(people.map((person) => person.execute('training.enrol', { courseId: id })));

	const answers = await Promise.all(people.map((person) => person.execute('training.takeSeat', { dateId })));
	const states = answers.map((answer) => String(answer['state']));
	expect(states.filter((state) => state === 'registered')).toHaveLength(1);
	await people[states.indexOf('registered')]?.execute('training.giveSeatBack', { dateId });

	const seats = await training.dates.seats(dateId);
	expect(seats.filter(({ state }) => state === 'registered')).toHaveLength(1);
	expect(seats).toHaveLength(19);
});

test('only who takes part in the course gets a seat, and only until the registration ends', async () => {
	const { id } = await seedCourse(hub);
	const open = await addDate(id);
	const late = await addDate(id, { startsAt: '2020-01-02T09:00', endsAt: '2020-01-02T10:00' });
	const shut = await addDate(id, { registerUntil: '2020-01-01T09:00' });
	const taking = (dateId: string) => hub.as.reader.execute('training.takeSeat', { dateId });

	await expect(taking(open)).rejects.toMatchObject({ reason: 'training.error.enrolFirst' });
	await hub.as.reader.execute('training.enrol', { courseId: id });
	await expect(taking(late)).rejects.toMatchObject({ reason: 'training.error.dateOver' });
	await expect(taking(shut)).rejects.toMatchObject({ reason: 'training.error.registrationOver' });
	await expect(hub.as.foreignReader.execute('training.takeSeat', { dateId: open })).rejects.toMatchObject({
		code: 'request.notFound',
	});
	await expect(taking(open)).resolves.toMatchObject({ state: 'registered' });
});

test('a date that ends before it begins, or whose day nobody understands, is refused at its field', async () => {
	const { id } = await seedCourse(hub);

	await expect(addDate(id, { endsAt: `${day}T08:00` })).rejects.toMatchObject({
		fields: [{ path: 'endsAt' }],
	});
	await expect(addDate(id, { startsAt: 'bald' })).rejects.toMatchObject({ fields: [{ path: 'startsAt' }] });
	await expect(addDate(id, { online: 'javascript:alert(1)' })).rejects.toMatchObject({
		fields: [{ path: 'online' }],
	});
	await expect(addDate(id, { registerUntil: `${day}T10:00` })).rejects.toMatchObject({
		fields: [{ path: 'registerUntil' }],
	});
});

test('a change and a cancellation reach those who have a seat, and a second trainer does not overwrite the first', async () => {
	const { id } = await seedCourse(hub);
	const dateId = await addDate(id);
	await hub.as.reader.execute('training.enrol', { courseId: id });
	await hub.as.reader.execute('training.takeSeat', { dateId });
	const change = {
		courseId: id,
		dateId,
		expectedSequence: 0,
		startsAt: `${day}T10:00`,
		endsAt: `${day}T13:00`,
	};

	await hub.as.trainer.execute('training.changeDate', change);
	await expect(hub.as.admin.execute('training.changeDate', change)).rejects.toMatchObject({
		reason: 'training.error.dateChanged',
	});
	await hub.as.trainer.execute('training.cancelDate', { courseId: id, dateId });

	const told = await hub.app.database.query
		.selectFrom('notifications')
		.innerJoin('notification_receivers', 'notification_receivers.notification_id', 'notifications.id')
		.select(['kind', 'person_id'])
		.where('item_id', '=', id)
		.where('kind', 'in', ['training.dateChanged', 'training.dateCancelled'])
		.execute();
	expect(told.map(({ kind }) => kind).sort()).toEqual(['training.dateCancelled', 'training.dateChanged']);
	expect(new Set(told.map(({ person_id }) => person_id))).toEqual(new Set([hub.network.people.reader]));
});

test('a date of one course is not changed by way of another', async () => {
	const [one, other] = [await seedCourse(hub), await seedCourse(hub)];
	const dateId = await addDate(one.id);

	for (const command of ['training.cancelDate', 'training.tickAttendance'])
		await expect(hub.as.trainer.execute(command, { courseId: other.id, dateId })).rejects.toMatchObject({
			code: 'request.notFound',
		});
});

test('whoever was there has completed the lesson, and nobody ticks before it has begun', async () => {
	const { id, url } = await seedCourse(hub, { lessons: ['Eins'] });
	const draft = await training.drafts.open((await hub.as.trainer.visit()).reader, id);
	const added = await hub.as.trainer.execute('training.addLesson', {
		courseId: id,
		expectedRevision: draft.revision,
		title: 'Treffen',
		task: 'attendance',
	});
	await hub.as.trainer.execute('training.publishCourse', {
		courseId: id,
		expectedRevision: added['revision'],
	});
	const lessonId = String(added['lessonId']);
	const dateId = await addDate(id, { lessonId });
	for (const who of ['reader', 'both'] as const) {
		await hub.as[who].execute('training.enrol', { courseId: id });
		await hub.as[who].execute('training.takeSeat', { dateId });
	}
	const tick = () =>
		hub.as.trainer.execute('training.tickAttendance', {
			courseId: id,
			dateId,
			present: [hub.network.people.reader],
		});
	await expect(tick()).rejects.toMatchObject({ reason: 'training.error.dateToCome' });
	await hub.app.database.transaction((transaction) =>
		sql`update training_dates set starts_at = 1 where id = ${dateId}`.execute(transaction),
	);

	await tick();

	const doneBy = async (who: 'reader' | 'both') => {
		const { reader } = await hub.as[who].visit();
		const [, , organisation = '', slug = ''] = url.split('/');
		const { lessons } = await training.courses.open(reader, organisation, slug);
		return lessons.find(({ id: one }) => one === lessonId)?.isDone;
	};
	expect(await doneBy('reader')).toBe(true);
	expect(await doneBy('both')).toBe(false);
	expect((await training.dates.seats(dateId)).map(({ attended }) => attended).sort()).toEqual([false, true]);
});

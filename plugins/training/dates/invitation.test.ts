import { convertIcsCalendar } from 'ts-ics';
import { beforeAll, expect, test } from 'vitest';
import { seedCourse } from '../../../test/harness/courses.ts';
import { startMailServer, type TestMailServer } from '../../../test/harness/mail-server.ts';
import { createTestApp, type TestApp } from '../../../test/harness/test-app.ts';

let hub: TestApp;
let server: TestMailServer;
beforeAll(async () => {
	server = await startMailServer();
	hub = await createTestApp({
		plugins: ['training'],
		mail: server.address,
		url: new URL('https://hub.example'),
	});
});

test('whoever has a seat gets the date by mail, its change under the same id, and its cancellation', async () => {
	const { id: courseId } = await seedCourse(hub, { title: 'Erste Hilfe; Teil 1' });
	const times = { startsAt: '2099-12-02T09:00', endsAt: '2099-12-02T12:00' };
	const added = await hub.as.trainer.execute('training.addDate', {
		courseId,
		...times,
		place: 'Haus A',
		room: 'Raum 2',
	});
	const dateId = String(added['id']);
	await hub.as.reader.execute('training.enrol', { courseId });
	await hub.as.reader.execute('training.takeSeat', { dateId });
	const seat = await calendarOf(1);
	await hub.as.trainer.execute('training.changeDate', {
		courseId,
		dateId,
		expectedSequence: 0,
		startsAt: '2099-12-02T10:00',
		endsAt: '2099-12-02T13:00',
	});
	const change = await calendarOf(2);
	await hub.as.trainer.execute('training.cancelDate', { courseId, dateId });
	const cancellation = await calendarOf(3);

	expect(seat).toMatchObject({
		method: 'PUBLISH',
		event: { summary: 'Erste Hilfe; Teil 1', location: 'Raum 2, Haus A' },
	});
	expect(seat.event?.start.date.toISOString()).toBe('2099-12-02T08:00:00.000Z');
	expect(change.event).toMatchObject({ uid: seat.event?.uid, sequence: 1 });
	expect(change.event?.start.date.toISOString()).toBe('2099-12-02T09:00:00.000Z');
	expect(cancellation).toMatchObject({
		method: 'CANCEL',
		event: { uid: seat.event?.uid, status: 'CANCELLED', sequence: 2 },
	});
});

/** The date in the mail of this number. */
async function calendarOf(number: number) {
	for (let round = 0; round < 3; round += 1) await hub.app.jobs.runDue();
	await server.until(number);
	const mail = server.received[number - 1]?.message;
	const part = mail?.attachments.find(({ mimeType }) => mimeType === 'text/calendar');
	if (!part) throw new Error('There is no date in the mail.');
	const text = typeof part.content === 'string' ? part.content : new TextDecoder().decode(part.content);
	const { method, events } = convertIcsCalendar(undefined, text);
	return { method, event: events?.[0] };
}

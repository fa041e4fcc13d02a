import { convertIcsCalendar } from 'ts-ics';
import { beforeAll, expect, test } from 'vitest';
import { seedCourse } from '../../../test/harness/courses.ts';
import { startMailServer, type TestMailServer } from '../../../test/harness/mail-server.ts';
import { createTestApp, type TestApp } from '../../../test/harness/test-app.ts';
import type { Who } from '../../../test/harness/test-network.ts';

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

const times = { startsAt: '2099-12-02T09:00', endsAt: '2099-12-02T12:00' };

async function addDate(date: Readonly<Record<string, unknown>> = {}, title = 'Erste Hilfe') {
	const { id: courseId } = await seedCourse(hub, { title });
	const added = await hub.as.trainer.execute('training.addDate', { courseId, ...times, ...date });
	return { courseId, dateId: String(added['id']) };
}

async function takeSeat(who: Who, { courseId, dateId }: Awaited<ReturnType<typeof addDate>>): Promise<void> {
	await hub.as[who].execute('training.enrol', { courseId });
	await hub.as[who].execute('training.takeSeat', { dateId });
}

test('whoever has a seat is invited by mail, hears of a change under the same id, and of its cancellation', async () => {
	const date = await addDate({ place: 'Haus A', room: 'Raum 2' }, 'Erste Hilfe; Teil 1');
	const { courseId, dateId } = date;

	await takeSeat('reader', date);
	const seat = calendarIn(await nextMail());
	await hub.as.trainer.execute('training.changeDate', {
		courseId,
		dateId,
		expectedSequence: 0,
		startsAt: '2099-12-02T10:00',
		endsAt: '2099-12-02T13:00',
	});
	const change = calendarIn(await nextMail());
	await hub.as.trainer.execute('training.cancelDate', { courseId, dateId });
	const cancellation = calendarIn(await nextMail());

	expect(seat).toMatchObject({
		method: 'REQUEST',
		event: { summary: 'Erste Hilfe; Teil 1', location: 'Raum 2, Haus A' },
	});
	expect(seat.event?.start.date.toISOString()).toBe('2099-12-02T08:00:00.000Z');
	expect(change).toMatchObject({ method: 'REQUEST', event: { uid: seat.event?.uid, sequence: 1 } });
	expect(change.event?.start.date.toISOString()).toBe('2099-12-02T09:00:00.000Z');
	expect(cancellation).toMatchObject({
		method: 'CANCEL',
		event: { uid: seat.event?.uid, status: 'CANCELLED', sequence: 2 },
	});
	for (const { event } of [seat, change, cancellation]) {
		expect(event?.organizer?.email).toBe(server.address.from);
		expect(event?.attendees).toMatchObject([{ email: await addressOf('reader') }]);
	}
	const stamps = [seat, change, cancellation].map(({ event }) => event?.stamp.date.getTime() ?? 0);
	expect(stamps).toEqual(stamps.toSorted((one, other) => one - other));
});

test('an invitation says that the receiver comes, asks for no answer, and names nobody else', async () => {
	const date = await addDate();
	await takeSeat('author', date);
	await nextMail();
	await takeSeat('reader', date);

	const mail = await nextMail();
	const lines = textOf(mail)
		.replaceAll(/\r?\n /g, '')
		.split(/\r?\n/);

	expect(mail.raw).toMatch(/Content-Type: text\/calendar; charset=utf-8; method=REQUEST/i);
	expect(lines.filter((line) => line.startsWith('ATTENDEE'))).toEqual([
		expect.stringMatching(/;PARTSTAT=ACCEPTED;RSVP=FALSE;CN="[^"]+":mailto:/),
	]);
	expect(textOf(mail)).not.toContain(await addressOf('author'));
});

test('whoever gives a seat back has the date taken out of their calendar, and who moves up is invited', async () => {
	const date = await addDate({ capacity: 1 });
	await takeSeat('reader', date);
	const seat = calendarIn(await nextMail());
	await takeSeat('author', date);

	await hub.as.reader.execute('training.giveSeatBack', { dateId: date.dateId });
	const mails = [await nextMail(), await nextMail()];
	const of = (address: string) => {
		const mail = mails.find(({ to }) => to.includes(address));
		return mail && calendarIn(mail);
	};
	const [taken, movedUp] = [of(await addressOf('reader')), of(await addressOf('author'))];

	expect(taken).toMatchObject({ method: 'CANCEL', event: { uid: seat.event?.uid } });
	expect(taken?.event?.status).toBeUndefined();
	expect(movedUp).toMatchObject({ method: 'REQUEST', event: { uid: seat.event?.uid } });
});

test('whoever waits for a seat hears of a change, and has nothing put into their calendar', async () => {
	const date = await addDate({ capacity: 1 });
	await takeSeat('reader', date);
	await nextMail();
	await takeSeat('author', date);
	await hub.as.trainer.execute('training.changeDate', {
		...date,
		...times,
		expectedSequence: 0,
		capacity: 1,
		room: 'Raum 3',
	});

	const mails = [await nextMail(), await nextMail()];
	const address = await addressOf('author');
	const waiting = mails.find(({ to }) => to.includes(address));

	expect(waiting).toBeDefined();
	expect(waiting?.raw).not.toContain('text/calendar');
});

test('who has read of it in the hub gets it into the calendar all the same', async () => {
	const date = await addDate();
	await takeSeat('reader', date);
	await hub.app.notifications.markRead(hub.network.people.reader, { itemId: date.courseId });

	expect(calendarIn(await nextMail())).toMatchObject({ method: 'REQUEST' });
});

test('who gets mail once a day is invited at once all the same, and who wants none about dates gets none', async () => {
	const choosing = (who: Who, mail: string) =>
		hub.as[who].execute('notifications.choose', {
			choices: [{ kind: 'training.seat', page: true, mail, push: false }],
		});
	await choosing('author', 'never');
	await choosing('reader', 'daily');
	const date = await addDate();

	await takeSeat('author', date);
	await takeSeat('reader', date);
	const mail = await nextMail();

	expect(mail.to).toEqual([await addressOf('reader')]);
	expect(calendarIn(mail)).toMatchObject({ method: 'REQUEST' });
	const chosen = await hub.app.notifications.choices.list(hub.network.people.reader);
	expect(chosen).toContainEqual({ kind: 'training.seat', page: true, mail: 'now', push: false });
});

let seen = 0;

async function nextMail() {
	seen += 1;
	for (let round = 0; round < 3; round += 1) await hub.app.jobs.runDue();
	await server.until(seen);
	const mail = server.received[seen - 1];
	if (!mail) throw new Error('No mail has come.');
	return mail;
}

type Mail = Awaited<ReturnType<typeof nextMail>>;

function textOf({ message }: Mail): string {
	const part = message.attachments.find(({ mimeType }) => mimeType === 'text/calendar');
	if (!part) throw new Error('There is no date in the mail.');
	return typeof part.content === 'string' ? part.content : new TextDecoder().decode(part.content);
}

function calendarIn(mail: Mail) {
	const { method, events } = convertIcsCalendar(undefined, textOf(mail));
	return { method, event: events?.[0] };
}

async function addressOf(who: Who): Promise<string> {
	const person = await hub.app.accounts.find(hub.network.people[who]);
	return person?.email ?? '';
}

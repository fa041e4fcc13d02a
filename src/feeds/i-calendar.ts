import { germanDay } from '../l10n/german-days.ts';
import type { ListedEvent } from './calendars.ts';

export interface ICalendar {
	readonly title: string;
	readonly events: readonly ListedEvent[];
	/** Where people reach the hub. */
	readonly url: URL;
	/** For one that goes to one person by mail. */
	readonly invitation?: Invitation;
}

/** A date that somebody has said yes to in the hub, or from which they are taken (RFC 5546, 3.2.2 and 3.2.5). */
export interface Invitation {
	readonly method: 'REQUEST' | 'CANCEL';
	readonly organiser: Mailbox;
	readonly attendee: Mailbox;
	/** When it is sent: of two of the same sequence the later one counts. */
	readonly at: number;
}

export interface Mailbox {
	readonly name: string;
	readonly address: string;
}

/** A calendar as RFC 5545 writes it. */
export function writeICalendar({ title, events, url, invitation }: ICalendar): string {
	const lines = [
		'BEGIN:VCALENDAR',
		'VERSION:2.0',
		'PRODID:-//Verbund//Verbund//DE',
		'CALSCALE:GREGORIAN',
		...(invitation ? [`METHOD:${invitation.method}`] : subscription(title)),
		...events.flatMap((event) => writeEvent(event, url, invitation)),
		'END:VCALENDAR',
	];
	return `${lines.map(fold).join('\r\n')}\r\n`;
}

function subscription(title: string): readonly string[] {
	return [`X-WR-CALNAME:${text(title)}`, `NAME:${text(title)}`, 'REFRESH-INTERVAL;VALUE=DURATION:PT4H'];
}

function writeEvent(event: ListedEvent, base: URL, invitation?: Invitation): readonly string[] {
	return [
		'BEGIN:VEVENT',
		`UID:${text(`${event.calendarId}.${event.id}@${base.hostname}`)}`,
		`DTSTAMP:${instant(invitation?.at ?? event.changedAt)}`,
		`LAST-MODIFIED:${instant(event.changedAt)}`,
		...time(event),
		...(event.sequence === undefined ? [] : [`SEQUENCE:${event.sequence}`]),
		...(event.isCancelled ? ['STATUS:CANCELLED'] : []),
		...(invitation ? parties(invitation) : []),
		`SUMMARY:${text(event.title)}`,
		...(event.text === undefined ? [] : [`DESCRIPTION:${text(event.text)}`]),
		...(event.place === undefined ? [] : [`LOCATION:${text(event.place)}`]),
		...(event.url === undefined ? [] : [`URL:${new URL(event.url, base).href}`]),
		'END:VEVENT',
	];
}

/** Nobody need answer: who comes and who does not is said in the hub. */
function parties({ method, organiser, attendee }: Invitation): readonly string[] {
	const answer = method === 'REQUEST' ? ';ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED;RSVP=FALSE' : '';
	return [`ORGANIZER${mailbox(organiser)}`, `ATTENDEE${answer}${mailbox(attendee)}`];
}

/** RFC 6868 for the name. */
function mailbox({ name, address }: Mailbox): string {
	const quoted = name
		.toWellFormed()
		.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
		.replaceAll('^', '^^')
		.replaceAll('"', "^'");
	return `;CN="${quoted}":mailto:${address.replaceAll(/[^\w.!$'*+=^`{|}~@-]/gu, encodeURIComponent)}`;
}

function time({ startsAt, endsAt }: ListedEvent): readonly string[] {
	if (endsAt !== undefined) return [`DTSTART:${instant(startsAt)}`, `DTEND:${instant(endsAt)}`];
	const [day, next] = [date(startsAt), nextDate(startsAt)];
	// A day that something is due is no day on which one is away.
	return [`DTSTART;VALUE=DATE:${day}`, `DTEND;VALUE=DATE:${next}`, 'TRANSP:TRANSPARENT'];
}

function instant(milliseconds: number): string {
	return new Date(milliseconds).toISOString().replaceAll(/[-:]|\.\d+/g, '');
}

/** The day in Germany on which it is that time. */
function date(milliseconds: number): string {
	return germanDay(milliseconds).replaceAll('-', '');
}

function nextDate(milliseconds: number): string {
	const day = Date.parse(`${germanDay(milliseconds)}T00:00:00Z`);
	return new Date(day + 86_400_000).toISOString().slice(0, 10).replaceAll('-', '');
}

/** RFC 5545, 3.3.11; other control characters are left out. */
function text(value: string): string {
	return value
		.toWellFormed()
		.replaceAll(/\r\n?|[\u2028\u2029]/g, '\n')
		.replaceAll(/[\\;,]/g, (character) => `\\${character}`)
		.replaceAll('\n', String.raw`\n`)
		.replaceAll(/\p{Cc}/gu, '');
}

const longestLine = 75;

/** At most 75 octets to a line, and no character torn apart (RFC 5545, 3.1). */
function fold(line: string): string {
	const lines: string[] = [];
	let current = '';
	let octets = 0;
	for (const character of line) {
		const size = Buffer.byteLength(character);
		if (octets + size > longestLine) {
			lines.push(current);
			current = ' ';
			octets = 1;
		}
		current += character;
		octets += size;
	}
	return [...lines, current].join('\r\n');
}

import { isVerbundError } from '../errors.ts';
import type { DueMail } from './mail-queue.ts';

/**
 * Who is to blame: `mail` for what this server will never take, `later` for what it may take another time, `server`
 * where it cannot be reached or takes nothing from the hub at all.
 */
export type Blame = 'mail' | 'later' | 'server';

/** By what the server answered (RFC 5321, 4.2.1), and at which step. */
export function blame(error: unknown): Blame {
	const { code, command, responseCode } = facts(error);
	// What went wrong in the hub itself.
	if (code === undefined || isVerbundError(error)) return 'later';
	const isOfMail = code === 'EENVELOPE' || code === 'EMESSAGE';
	// Who may not send at all may send nothing; 421 closes the connection.
	if (!isOfMail || command === 'MAIL FROM' || responseCode === 421) return 'server';
	return responseCode !== undefined && responseCode < 500 ? 'later' : 'mail';
}

interface Facts {
	readonly code: string | undefined;
	readonly command: string | undefined;
	readonly responseCode: number | undefined;
}

function facts(error: unknown): Facts {
	const of: Readonly<Record<string, unknown>> =
		error instanceof Error ? Object.fromEntries(Object.entries(error)) : {};
	const text = (value: unknown) => (typeof value === 'string' ? value : undefined);
	return {
		code: text(of['code']),
		command: text(of['command']),
		responseCode: typeof of['responseCode'] === 'number' ? of['responseCode'] : undefined,
	};
}

const longest = 500;

/** What went wrong, for the administrator. */
export function failureText(error: unknown): string {
	const message = error instanceof Error ? error.message : String(error);
	return message.replaceAll(/\s+/g, ' ').slice(0, longest);
}

const minute = 60_000;
const pauses = [1, 5, 15, 30, 60, 120].map((minutes) => minutes * minute);
const longestPause = 240 * minute;
/** RFC 5321, 4.5.4.1: four to five days. */
const patience = 5 * 24 * 60 * minute;

/** When a mail is tried again, after this many attempts; null once it has been tried for long enough. */
export function nextAttempt({ attempts, createdAt }: Pick<DueMail, 'attempts' | 'createdAt'>): number | null {
	return Date.now() - createdAt > patience ? null : Date.now() + pauseAfter(attempts);
}

/** Milliseconds: a minute first, then longer and longer, at most four hours. */
export function pauseAfter(attempts: number): number {
	return pauses[attempts] ?? longestPause;
}

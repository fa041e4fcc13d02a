import type { AnsweredJournal } from './answered-journal.ts';
import { blame, failureText, nextAttempt } from './mail-failure.ts';
import type { DueMail, MailQueue } from './mail-queue.ts';
import { connections, type MailSender, type Message } from './mail-sender.ts';

export interface SendParts {
	readonly queue: MailQueue;
	readonly journal: AnsweredJournal;
	readonly sender: MailSender;
	/** The message as it has to be at this moment; null where there is nothing left to say. */
	readonly compose: (mail: DueMail) => Promise<Message | null>;
	readonly signal: AbortSignal;
	readonly onSent: (count: number) => Promise<void>;
}

const batch = 100;

/**
 * Sends what is due until nothing is. A mail that the server has taken is noted before the next thing happens, and
 * stands in the database before it is forgotten there.
 *
 * @throws what the server said, where it takes nothing at all; everything that was due waits then
 */
export async function sendDue(parts: SendParts): Promise<void> {
	const { queue, journal, signal } = parts;
	await settleJournal(queue, journal);
	for (;;) {
		signal.throwIfAborted();
		const due = await queue.due(batch);
		if (due.length === 0) return;
		await sendBatch(parts, due);
	}
}

/** What a process that is gone has sent, and could not write down. */
async function settleJournal(queue: MailQueue, journal: AnsweredJournal): Promise<void> {
	const answered = journal.read();
	if (answered.length === 0) return;
	await queue.end(answered, 'sent');
	journal.clear();
}

async function sendBatch(parts: SendParts, due: readonly DueMail[]): Promise<void> {
	const { queue, journal, signal, onSent } = parts;
	const waiting = [...due];
	const outcome: { readonly sent: string[]; readonly dropped: string[] } = { sent: [], dropped: [] };
	const faults: unknown[] = [];
	const work = async () => {
		for (let mail = waiting.shift(); mail; mail = waiting.shift()) {
			if (signal.aborted || faults.length > 0) return;
			const fault = await sendOne(parts, mail, outcome);
			if (fault !== null) faults.push(fault);
		}
	};
	await Promise.all(Array.from({ length: connections }, work));
	await queue.end(outcome.sent, 'sent');
	journal.clear();
	if (outcome.dropped.length > 0) await queue.end(outcome.dropped, 'dropped');
	await onSent(outcome.sent.length);
	if (faults.length > 0) throw faults[0];
}

/** @returns what the server said, if it takes no mail at all */
async function sendOne(
	{ queue, journal, sender, compose }: SendParts,
	mail: DueMail,
	outcome: { readonly sent: string[]; readonly dropped: string[] },
): Promise<unknown> {
	try {
		const message = await compose(mail);
		if (!message) {
			outcome.dropped.push(mail.id);
			return null;
		}
		await sender.send(message);
	} catch (error) {
		return postpone(queue, mail, error);
	}
	journal.note(mail.id);
	outcome.sent.push(mail.id);
	return null;
}

async function postpone(queue: MailQueue, mail: DueMail, error: unknown): Promise<unknown> {
	const whose = blame(error);
	const nextAt = whose === 'mail' ? null : nextAttempt(mail);
	if (nextAt === null) await queue.fail(mail.id, failureText(error));
	else if (whose === 'later') await queue.postpone(mail.id, nextAt, failureText(error));
	return whose === 'server' ? error : null;
}

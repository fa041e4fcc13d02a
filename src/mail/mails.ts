import { join } from 'node:path';
import type { Database } from '../database/database.ts';
import { VerbundError } from '../errors.ts';
import { createId } from '../ids.ts';
import type { InterfaceLanguage } from '../l10n/languages.ts';
import type { Translate } from '../l10n/translator.ts';
import type { FindReceiver } from '../notifications/notification-reader.ts';
import { createAnsweredJournal } from './answered-journal.ts';
import { failureText, pauseAfter } from './mail-failure.ts';
import { createMailQueue, type DueMail, type MailFilter } from './mail-queue.ts';
import { createMailSender, type Message } from './mail-sender.ts';
import { createMailServers, type MailServer, type MailServers } from './mail-server.ts';
import type {
	MailContent,
	MailData,
	MailReceiver,
	MailState,
	MailTemplate,
	NewMail,
	QueuedMail,
} from './mail.ts';
import { createMailState, type MailFailure } from './mail-state.ts';
import type { Seal } from './seal.ts';
import { sendDue } from './send-due.ts';
import { writeMessage } from './write-message.ts';

/** Mail: put into line with what caused it, sent by a job, and tried again while the server is away. */
export interface Mails {
	readonly servers: MailServers;
	/** What a mail says is made by its template when it is sent. */
	addTemplate(id: string, template: MailTemplate): void;
	isConfigured(): Promise<boolean>;
	/**
	 * Puts mails into line, in the running transaction if there is one. Without a mail server none are.
	 * @returns whether there is one
	 */
	send(mails: readonly NewMail[]): Promise<boolean>;
	/** Sends what is due; for the job. */
	sendDue(run: SendRun): Promise<void>;
	/** When the next one is due; null where none waits or there is no server. */
	nextAt(): Promise<number | null>;
	/** Has the queue looked at then. */
	wake(at?: number): Promise<void>;
	/** Sends one now. @throws VerbundError `mail.notSetUp` or, with what the server said, `mail.refused` */
	sendNow(email: string, content: MailContent, language: InterfaceLanguage): Promise<void>;
	list(filter: MailFilter): Promise<readonly QueuedMail[]>;
	counts(): Promise<Readonly<Record<MailState, number>>>;
	retry(id: string): Promise<void>;
	retryFailed(): Promise<void>;
	/** What waits is tried now, as when the server is another. */
	hurry(): Promise<void>;
	drop(id: string): Promise<void>;
	/** What is wrong with the server; null while it takes mail. */
	failure(): Promise<MailFailure | null>;
	/** Forgets what ended before this time. */
	sweep(before: number): Promise<void>;
}

export interface SendRun {
	readonly signal: AbortSignal;
	readonly onProgress: (done: number, total: number) => void;
}

export interface MailsParts {
	readonly dataFolder: string;
	/** Where people reach the hub. */
	readonly url: URL;
	/** Named in the environment; administrators change nothing then. */
	readonly fixedServer: MailServer | null;
	readonly database: Database;
	readonly seal: Seal;
	/** Has the queue looked at, after the running transaction or at a later time. */
	readonly wake: (at?: number) => Promise<void>;
	readonly findReceiver: FindReceiver;
	readonly networkName: () => Promise<string>;
	readonly translate: (language: InterfaceLanguage) => Translate;
}

export function createMails(parts: MailsParts): Mails {
	const { database, url, seal, wake, findReceiver, networkName, translate } = parts;
	const queue = createMailQueue(database, url.hostname);
	const servers = createMailServers(database, seal, parts.fixedServer);
	const state = createMailState(database);
	const journal = createAnsweredJournal(join(parts.dataFolder, 'mail-answered.log'));
	const templates = new Map<string, MailTemplate>();

	return {
		servers,
		addTemplate: (id, template) => void templates.set(id, template),
		isConfigured: async () => (await servers.view()) !== null,
		async send(mails) {
			if (mails.length === 0 || (await servers.view()) === null) return false;
			await database.transaction(async () => {
				await queue.add(mails.map(sealSecrets));
				await wake();
			});
			return true;
		},
		async sendDue({ signal, onProgress }) {
			const server = await servers.read();
			if (!server) return;
			const { waiting } = await queue.counts();
			const sender = createMailSender(server);
			const name = await networkName();
			const progress = { done: 0 };
			try {
				await sendDue({
					queue,
					journal,
					sender,
					signal,
					compose: (mail) => composeDue(mail, name),
					async onSent(count) {
						progress.done += count;
						onProgress(progress.done, Math.max(waiting, progress.done));
						if (count > 0) await state.clearFailure();
					},
				});
			} catch (error) {
				if (signal.aborted) throw error;
				const { attempts } = await state.noteFailure(failureText(error));
				await queue.postponeDue(Date.now() + pauseAfter(attempts));
			} finally {
				sender.close();
				journal.close();
			}
		},
		nextAt: async () => ((await servers.view()) === null ? null : queue.nextAt()),
		wake,
		async sendNow(email, content, language) {
			const server = await servers.read();
			if (!server) throw new VerbundError('mail.notSetUp');
			const sender = createMailSender(server);
			try {
				await sender.send({
					...writeMessage(content, { language }, url.origin),
					to: email,
					senderName: await networkName(),
					messageId: `<${createId()}@${url.hostname}>`,
				});
				await state.clearFailure();
			} catch (error) {
				throw new VerbundError('mail.refused', { values: { reason: failureText(error) }, cause: error });
			} finally {
				sender.close();
			}
		},
		list: (filter) => queue.list(filter),
		counts: () => queue.counts(),
		async retry(id) {
			await queue.retry(id);
			await wake();
		},
		async retryFailed() {
			await queue.retryFailed();
			await wake();
		},
		async hurry() {
			await queue.hurry();
			await wake();
		},
		drop: (id) => queue.drop(id),
		failure: () => state.failure(),
		sweep: (before) => queue.sweep(before),
	};

	function sealSecrets(mail: NewMail): NewMail {
		const secrets = templates.get(mail.template)?.secrets ?? [];
		const data = Object.entries(mail.data ?? {}).map(([name, value]) => [
			name,
			secrets.includes(name) ? seal.close(String(value)) : value,
		]);
		return { ...mail, data: Object.fromEntries(data) };
	}

	async function composeDue(mail: DueMail, name: string): Promise<Message | null> {
		const template = templates.get(mail.template);
		const receiver = await receiverOf(mail);
		if (!template || !receiver) return null;
		const content = await template.compose(openSecrets(mail.data, template), receiver);
		if (!content) return null;
		const { unsubscribe } = content;
		return {
			...writeMessage(content, receiver, url.origin),
			to: receiver.email,
			senderName: name,
			messageId: mail.messageId,
			...(unsubscribe === undefined ? {} : { unsubscribe: new URL(unsubscribe, url).href }),
		};
	}

	function openSecrets(data: MailData, { secrets = [] }: MailTemplate): MailData {
		const opened = Object.entries(data).map(([name, value]) => {
			const secret = secrets.includes(name) ? seal.open(String(value)) : value;
			if (secret === null) throw new VerbundError('mail.sealLost');
			return [name, secret];
		});
		return Object.fromEntries(opened);
	}

	/** Null for whoever is gone. */
	async function receiverOf({ personId, address }: DueMail): Promise<MailReceiver | null> {
		if (personId !== null) {
			const person = await findReceiver(personId);
			return person && { kind: 'person', ...person };
		}
		if (address === null) return null;
		return { kind: 'address', email: address, language: 'de', t: translate('de') };
	}
}

import nodemailer from 'nodemailer';
import type { MailServer } from './mail-server.ts';
import type { MessageParts } from './write-message.ts';

export interface Message extends MessageParts {
	readonly to: string;
	/** Who it seems to come from, beside the address. */
	readonly senderName: string;
	readonly messageId: string;
	/** Absolute address for one click (RFC 8058). */
	readonly unsubscribe?: string;
}

/** A few connections to the server, used again and again. */
export interface MailSender {
	/** Answers when the server has taken the message. */
	send(message: Message): Promise<void>;
	close(): void;
}

/** As many as a small server is glad to see; the mails of an announcement take their time. */
export const connections = 3;

const connectTimeout = 10_000;
const answerTimeout = 60_000;

export function createMailSender({ host, port, security, user, password, from }: MailServer): MailSender {
	const transport = nodemailer.createTransport({
		pool: true,
		maxConnections: connections,
		// Whether what was on its way is sent again is decided by the queue alone.
		maxRequeues: 0,
		host,
		port,
		secure: security === 'tls',
		requireTLS: security === 'starttls',
		ignoreTLS: security === 'none',
		...(user === '' ? {} : { auth: { user, pass: password } }),
		connectionTimeout: connectTimeout,
		greetingTimeout: connectTimeout,
		dnsTimeout: connectTimeout,
		socketTimeout: answerTimeout,
		disableFileAccess: true,
		disableUrlAccess: true,
	});

	return {
		async send({ to, subject, text, html, calendar, messageId, unsubscribe, senderName }) {
			await transport.sendMail({
				// As objects, so that nothing in them is read as an address list.
				from: { name: senderName, address: from },
				to: { name: '', address: to },
				envelope: { from, to: [to] },
				subject,
				text,
				html,
				...(calendar
					? {
							icalEvent: {
								method: calendar.method,
								filename: 'termin.ics',
								content: calendar.write({ name: senderName, address: from }),
							},
						}
					: {}),
				messageId,
				headers: {
					// No holiday answers (RFC 3834).
					'Auto-Submitted': 'auto-generated',
					'X-Auto-Response-Suppress': 'All',
					...(unsubscribe === undefined
						? {}
						: {
								'List-Unsubscribe': `<${unsubscribe}>`,
								'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
							}),
				},
			});
		},
		close: () => transport.close(),
	};
}

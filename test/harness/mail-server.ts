import type { AddressInfo } from 'node:net';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer } from 'smtp-server';
import type { MailServer } from '../../src/mail/mail-server.ts';
import { closeAfterTests } from './test-app.ts';

/** A mail that the server took. */
export interface ReceivedMail {
	readonly to: readonly string[];
	readonly from: string;
	readonly raw: string;
	readonly message: Email;
}

export interface TestMailServer {
	readonly port: number;
	/** For `createTestApp({ mail })`. */
	readonly address: MailServer;
	readonly received: readonly ReceivedMail[];
	/** How many connections were made. */
	readonly connections: () => number;
	/** Waits until this many mails were taken. */
	until(count: number): Promise<void>;
	/** What the server says to a receiver, or to everybody, in place of taking the mail: `550 no such user`. */
	refuse(answer: string | null, at?: 'receiver' | 'content'): void;
	/** Once it has taken this many, further mails are left without an answer. */
	holdAfter(count: number): void;
	close(): Promise<void>;
}

export interface TestMailServerOptions {
	readonly port?: number;
	readonly user?: string;
	readonly password?: string;
}

/** A real SMTP server on a port of its own. */
export async function startMailServer({
	port: wished = 0,
	user,
	password,
}: TestMailServerOptions = {}): Promise<TestMailServer> {
	const received: ReceivedMail[] = [];
	const waiting = new Set<() => void>();
	const state: { answer: string | null; at: 'receiver' | 'content'; connections: number; holdAfter: number } =
		{
			answer: null,
			at: 'receiver',
			connections: 0,
			holdAfter: Infinity,
		};
	const refusal = (at: 'receiver' | 'content') => {
		if (state.answer === null || state.at !== at) return null;
		return Object.assign(new Error(state.answer.slice(4)), {
			responseCode: Number(state.answer.slice(0, 3)),
		});
	};
	const server = new SMTPServer({
		authOptional: user === undefined,
		allowInsecureAuth: true,
		disabledCommands: ['STARTTLS'],
		logger: false,
		onConnect(_session, callback) {
			state.connections += 1;
			callback();
		},
		onAuth(auth, _session, callback) {
			if (auth.username === user && auth.password === password) callback(null, { user: auth.username });
			else callback(new Error('Invalid username or password'));
		},
		onRcptTo: (_address, _session, callback) => callback(refusal('receiver')),
		onData(stream, session, callback) {
			const chunks: Buffer[] = [];
			stream.on('data', (chunk: Buffer) => chunks.push(chunk));
			stream.on('end', () => {
				const fault = refusal('content');
				if (fault) return callback(fault);
				const raw = Buffer.concat(chunks).toString('utf8');
				const { mailFrom, rcptTo } = session.envelope;
				void PostalMime.parse(raw).then((message) => {
					if (received.length >= state.holdAfter) return;
					const from = mailFrom ? mailFrom.address : '';
					received.push({ raw, message, from, to: rcptTo.map(({ address }) => address) });
					callback();
					for (const look of waiting) look();
				});
			});
		},
	});
	// Whoever is killed hangs up without a word.
	server.on('error', () => undefined);
	await new Promise<void>((resolve) => server.listen(wished, '127.0.0.1', resolve));
	const { port } = server.server.address() as AddressInfo;
	const close = () => new Promise<void>((resolve) => server.close(() => resolve()));
	closeAfterTests(close);
	return {
		port,
		address: {
			host: '127.0.0.1',
			port,
			security: 'none',
			user: user ?? '',
			password: password ?? '',
			from: 'verbund@hub.example',
		},
		received,
		connections: () => state.connections,
		until: (count) =>
			new Promise((resolve) => {
				const look = () => {
					if (received.length < count) return;
					waiting.delete(look);
					resolve();
				};
				waiting.add(look);
				look();
			}),
		refuse(answer, at = 'receiver') {
			state.answer = answer;
			state.at = at;
		},
		holdAfter(count) {
			state.holdAfter = count;
		},
		close,
	};
}

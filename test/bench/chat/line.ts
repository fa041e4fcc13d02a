import { randomUUID } from 'node:crypto';
import WebSocket from 'ws';
import { z } from 'zod';
import type { ChatServer } from './servers.ts';

/** One client, as small as it can be: thousands of them run in the process that measures. */
export interface ChatLine {
	/** @returns what was missed since the number, and whether there is more */
	join(room: string, after?: number): Promise<LogPart>;
	/** @returns once it is acknowledged */
	send(room: string, text: string, clientId?: string): Promise<void>;
	/** Breaks off, as a network does. */
	cut(): void;
	readonly isOpen: boolean;
}

export interface LogPart {
	readonly events: readonly { readonly number?: number | undefined; readonly data?: unknown }[];
	readonly more: boolean;
}

/** What was said, as it came in. */
export type Said = (payload: string) => void;

const answerSchema = z.object({
	events: z.array(z.object({ number: z.number().optional(), data: z.unknown() })).default([]),
	more: z.boolean().default(false),
	error: z.object({ code: z.string() }).optional(),
});

export class AnswerError extends Error {}

export async function openChatLine(
	{ url, speaks }: Pick<ChatServer, 'url' | 'speaks'>,
	cookie: string,
	said: Said = () => undefined,
): Promise<ChatLine> {
	const path = speaks === 'ws' ? '/' : '/realtime/?EIO=4&transport=websocket';
	const socket = new WebSocket(url.replace('http', 'ws') + path, {
		headers: { cookie, origin: url },
		perMessageDeflate: false,
	});
	const waiting = new Map<number, (answer: string | null) => void>();
	let asked = 0;
	let opened: (() => void) | undefined;
	socket.on('message', (data: Buffer) => {
		const text = data.toString('latin1');
		if (speaks === 'ws') {
			if (text.startsWith('["said"')) said(text);
			else answered(Number.parseInt(text.slice(1), 10), '');
			return;
		}
		if (text.startsWith('42')) said(text);
		else if (text.startsWith('43')) {
			const start = text.indexOf('[');
			answered(Number(text.slice(2, start)), data.toString('utf8').slice(start));
		} else if (text === '2') socket.send('3');
		else if (text.startsWith('0')) socket.send('40');
		else if (text.startsWith('40')) opened?.();
	});
	socket.on('close', () => {
		for (const resolve of waiting.values()) resolve(null);
		waiting.clear();
	});
	await new Promise<void>((resolve, reject) => {
		socket.once('error', reject);
		socket.once('close', () => reject(new Error('closed')));
		opened = resolve;
		if (speaks === 'ws') socket.once('open', resolve);
	});
	socket.on('error', () => undefined);

	return {
		join: async (key, after) =>
			read(await ask('join', { room: 'chat.room', key, ...(after === undefined ? {} : { after }) })),
		async send(roomId, text, clientId = randomUUID()) {
			read(await ask('execute', { command: 'chat.send', input: { roomId, clientId, text }, key: clientId }));
		},
		cut: () => socket.terminate(),
		get isOpen() {
			return socket.readyState === socket.OPEN;
		},
	};

	function ask(event: string, message: object): Promise<string> {
		const id = (asked += 1);
		return new Promise((resolve, reject) => {
			waiting.set(id, (answer) => {
				if (answer === null) reject(new Error('closed'));
				else resolve(answer);
			});
			socket.send(
				speaks === 'ws' ? JSON.stringify([id, event, message]) : `42${id}${JSON.stringify([event, message])}`,
			);
		});
	}

	function answered(id: number, answer: string): void {
		waiting.get(id)?.(answer);
		waiting.delete(id);
	}
}

function read(answer: string): LogPart {
	if (answer === '') return { events: [], more: false };
	const [part] = z.tuple([answerSchema]).parse(JSON.parse(answer));
	if (part.error) throw new AnswerError(part.error.code);
	return part;
}

/** Opens lines a few at a time, as browsers would come. */
export async function openChatLines(
	server: ChatServer,
	cookies: readonly string[],
	count: number,
	said?: (index: number, payload: string) => void,
): Promise<ChatLine[]> {
	const lines: ChatLine[] = [];
	for (let start = 0; start < count; start += 50) {
		const next = Array.from({ length: Math.min(50, count - start) }, (_, offset) => {
			const index = start + offset;
			return openChatLine(server, cookies[index % cookies.length] ?? '', (payload) => said?.(index, payload));
		});
		lines.push(...(await Promise.all(next)));
	}
	return lines;
}

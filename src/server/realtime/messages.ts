import { z } from 'zod';
import type { LogPart } from '../../realtime/realtime.ts';
import type { ErrorAnswer } from '../error-answer.ts';

const room = z.string().min(1).max(120);
const key = z.string().max(200);

export const joinSchema = z.strictObject({
	room,
	key,
	/** Number of the last event that the client has; without it only what is said from now on. */
	after: z.int().min(0).optional(),
});

export const leaveSchema = z.strictObject({ room, key });

export const executeSchema = z.strictObject({
	command: z.string().min(1).max(120),
	input: z.unknown(),
	/** The client's own id of what it wants: a retry with the same has one effect. */
	key: z.string().min(1).max(200),
});

export type FailureAnswer = ErrorAnswer['body'] & { readonly retryAfter?: number };
export type JoinAnswer = LogPart | FailureAnswer;
export type ExecuteAnswer = { readonly output: unknown } | FailureAnswer;

export type JoinMessage = z.infer<typeof joinSchema>;
export type LeaveMessage = z.infer<typeof leaveSchema>;
export type ExecuteMessage = z.infer<typeof executeSchema>;

/** What a page of ours sends. */
export interface FromPage {
	join(message: JoinMessage, answer: (answer: JoinAnswer) => void): void;
	leave(message: LeaveMessage): void;
	execute(message: ExecuteMessage, answer: (answer: ExecuteAnswer) => void): void;
}

/** The same, as it comes in: unknown until a schema has read it. */
export interface FromClient {
	join(message: unknown, answer: unknown): void;
	leave(message: unknown): void;
	execute(message: unknown, answer: unknown): void;
}

export interface ToClient {
	said(room: string, key: string, event: string, data: unknown, number?: number): void;
	/** The room is not, or no longer, there for whoever hears this. */
	closed(room: string, key: string): void;
	/** The session is over: there is no use in coming back. */
	ended(): void;
}

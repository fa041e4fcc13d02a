import type { Socket } from 'socket.io';
import type { z } from 'zod';
import type { App } from '../../app.ts';
import { VerbundError, notFound } from '../../errors.ts';
import type { Visitor } from '../../host/visitor.ts';
import { ownRoom } from '../../realtime/realtime.ts';
import { toErrorAnswer } from '../error-answer.ts';
import type { Attendance } from './attendance.ts';
import type { Budget } from './budget.ts';
import { channelOf } from './channel.ts';
import { socketLimits } from './limits.ts';
import {
	executeSchema,
	joinSchema,
	leaveSchema,
	type ExecuteAnswer,
	type FailureAnswer,
	type FromClient,
	type JoinAnswer,
	type ToClient,
} from './messages.ts';

/** One socket and the rooms it is in. */
export interface Visit {
	readonly attendance: Attendance;
	/** Leaves what the rights of now no longer hold. Without a standing the session is over. */
	recheck(standing: string | undefined): Promise<void>;
}

export interface VisitParts {
	readonly app: App;
	readonly socket: Socket<FromClient, ToClient>;
	readonly attendance: Attendance;
	/** What the person may still do, over all their sockets. */
	readonly commands: Budget;
}

/** What a client may send; anything else is no client of ours. */
const known: readonly string[] = ['join', 'leave', 'execute'] satisfies readonly (keyof FromClient)[];

/** Serves one socket for as long as it is there: rooms, and commands by the one path that there is. */
export function createVisit({ app, socket, attendance, commands }: VisitParts): Visit {
	const joined = new Map<string, { readonly room: string; readonly key: string }>();
	let turn: Promise<unknown> = Promise.resolve();
	let waiting = 0;
	void socket.join(channelOf(ownRoom, attendance.personId));

	socket.use(([event], next) => {
		if (known.includes(event)) next();
		else socket.disconnect(true);
	});
	socket.on('join', (message, answer) => reply(answer, () => join(message)));
	socket.on('leave', (message) => leave(message));
	socket.on('execute', (message, answer) => reply(answer, () => inTurn(() => execute(message))));

	return {
		attendance,
		async recheck(standing) {
			const visitor = await attendance.visitorOf(standing);
			if (!visitor) {
				end();
				return;
			}
			for (const [channel, { room, key }] of joined) {
				if (await app.realtime.mayHear(visitor, room, key)) continue;
				joined.delete(channel);
				await socket.leave(channel);
				socket.emit('closed', room, key);
			}
		},
	};

	async function join(message: unknown): Promise<JoinAnswer> {
		const { room, key, after } = read(joinSchema, message);
		const channel = channelOf(room, key);
		if (joined.size >= socketLimits.rooms && !joined.has(channel)) throw tooMany();
		const visitor = await present();
		if (!(await app.realtime.mayHear(visitor, room, key))) throw notFound();
		// In the room before its log is read: what is said meanwhile is in one of the two.
		joined.set(channel, { room, key });
		await socket.join(channel);
		return after === undefined
			? { events: [], more: false }
			: app.realtime.readAfter(visitor, room, key, after);
	}

	function leave(message: unknown): void {
		const parsed = leaveSchema.safeParse(message);
		if (!parsed.success) return;
		const channel = channelOf(parsed.data.room, parsed.data.key);
		if (joined.delete(channel)) void socket.leave(channel);
	}

	async function execute(message: unknown): Promise<ExecuteAnswer> {
		const { command, input, key } = read(executeSchema, message);
		if (!commands.spend()) throw tooMany();
		const { actor, reader, disabledPlugins } = await present();
		const output = await app.commands.execute(command, input, {
			actor,
			reader,
			disabledPlugins,
			origin: attendance.origin,
			idempotencyKey: key,
		});
		return { output: output ?? {} };
	}

	/** Commands of a socket run in the order in which they came. */
	function inTurn<T>(work: () => Promise<T>): Promise<T> {
		if (waiting >= socketLimits.waiting) throw tooMany();
		waiting += 1;
		const done = turn.then(work).finally(() => (waiting -= 1));
		turn = done.catch(() => undefined);
		return done;
	}

	async function present(): Promise<Visitor> {
		const visitor = await attendance.visitor();
		if (visitor) return visitor;
		end();
		throw new VerbundError('access.signInRequired');
	}

	function end(): void {
		socket.emit('ended');
		socket.disconnect(true);
	}

	function reply(answer: unknown, work: () => Promise<JoinAnswer | ExecuteAnswer>): void {
		if (!isAnswer(answer)) {
			socket.disconnect(true);
			return;
		}
		void (async () => answer(await work()))().catch((error: unknown) => answer(failure(error)));
	}

	function failure(error: unknown): FailureAnswer {
		const { body, retryAfter } = toErrorAnswer(error, app.translator.for(attendance.language()));
		return { ...body, ...(retryAfter === undefined ? {} : { retryAfter }) };
	}
}

function tooMany(): VerbundError {
	return new VerbundError('request.tooMany', { values: { minutes: 1 }, retryAfter: 2 });
}

/** @throws VerbundError `request.malformed` */
function read<T>(schema: z.ZodType<T>, message: unknown): T {
	const parsed = schema.safeParse(message);
	if (!parsed.success) throw new VerbundError('request.malformed');
	return parsed.data;
}

function isAnswer(answer: unknown): answer is (value: JoinAnswer | ExecuteAnswer) => void {
	return typeof answer === 'function';
}

import type { Socket } from 'socket.io-client';
import type {
	ExecuteMessage,
	FailureAnswer,
	FromPage,
	JoinMessage,
	LeaveMessage,
	ToClient,
} from '../../../server/realtime/messages.ts';
import { AskError } from '../palette/palette-data.ts';
import type { LogPart } from './room-log.ts';

/** The page's one socket. Whatever gets no answer fails with an `AskError` that is called `network`. */
export interface Line {
	readonly isOpen: boolean;
	/** @returns the room's log after the number that was given */
	join(message: JoinMessage): Promise<LogPart>;
	/** Nothing, while the socket is not there. */
	leave(message: LeaveMessage): void;
	/** @returns the command's output */
	execute(message: ExecuteMessage): Promise<unknown>;
}

export interface LineListeners {
	opened(): void;
	/** It tries to come back by itself. */
	lost(): void;
	/** The session is over. */
	ended(): void;
	said: ToClient['said'];
	closed: ToClient['closed'];
}

type PageSocket = Socket<ToClient, FromPage>;

/** Milliseconds after which a question counts as lost. */
const patience = 15_000;

/** Opens the socket and keeps it open. Its client is fetched now: pages that hear nothing do without it. */
export async function openLine(listeners: LineListeners): Promise<Line> {
	const { io } = await import('socket.io-client');
	const socket: PageSocket = io({
		path: '/realtime/',
		transports: ['websocket'],
		reconnectionDelay: 1000,
		reconnectionDelayMax: 20_000,
	});
	socket.on('connect', () => listeners.opened());
	socket.on('connect_error', () => listeners.lost());
	socket.on('disconnect', () => listeners.lost());
	socket.on('ended', () => {
		socket.disconnect();
		listeners.ended();
	});
	socket.on('said', (...said) => listeners.said(...said));
	socket.on('closed', (...closed) => listeners.closed(...closed));
	keepWithThePage(socket);

	return {
		get isOpen() {
			return socket.connected;
		},
		join: async (message) => unlessFailed(await answered(ask().emitWithAck('join', message))),
		leave(message) {
			if (socket.connected) socket.emit('leave', message);
		},
		async execute(message) {
			return unlessFailed(await answered(ask().emitWithAck('execute', message))).output;
		},
	};

	function ask() {
		return socket.timeout(patience);
	}
}

async function answered<Answer>(answer: Promise<Answer>): Promise<Answer> {
	try {
		return await answer;
	} catch {
		throw new AskError({ code: 'network' });
	}
}

function unlessFailed<Answer extends object>(answer: Answer | FailureAnswer): Answer {
	if (!isFailure(answer)) return answer;
	throw new AskError({ ...answer.error, retryAfter: answer.retryAfter ?? 0 });
}

function isFailure(answer: object): answer is FailureAnswer {
	return 'error' in answer;
}

/** A page that is left keeps no socket, so that the browser can bring it back as it was. */
function keepWithThePage(socket: PageSocket): void {
	const comeBack = () => {
		if (!socket.connected && socket.active) socket.disconnect().connect();
	};
	addEventListener('online', comeBack);
	addEventListener('pagehide', () => socket.disconnect());
	addEventListener('pageshow', ({ persisted }) => {
		if (persisted) socket.connect();
	});
	document.addEventListener('visibilitychange', () => {
		if (!document.hidden) comeBack();
	});
}

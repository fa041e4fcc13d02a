import { AskError, ask } from '../palette/palette-data.ts';
import { openLine, type Line } from './line.ts';
import { createRoomLog, type LogPart, type RoomEvent, type RoomLog } from './room-log.ts';

/** `live`: events come as they happen; `waiting`: no socket, it goes on trying; `closed`: nothing comes any more. */
export type RoomState = 'live' | 'waiting' | 'closed';

export interface Subscriber {
	/** Last number of the room's log that the page shows; without it only what is said from now on. */
	readonly after?: number;
	/** Numbered events each once and in order, whatever the line does. */
	onEvent(event: RoomEvent): void;
	onState?(state: RoomState): void;
}

declare global {
	interface DocumentEventMap {
		/** What was said in one's own room, for scripts that would not open a socket for it. */
		'verbund:own': CustomEvent<RoomEvent>;
	}
}

export interface Subscription {
	close(): void;
}

interface OpenRoom {
	readonly room: string;
	readonly key: string;
	readonly log: RoomLog;
	readonly subscriber: Subscriber;
	/** Its log is kept in order; others only hear what is said. */
	readonly isNumbered: boolean;
	/** Over the socket that is open now. */
	isJoined: boolean;
	state: RoomState | undefined;
}

/** Everybody's own, in which every socket is without joining. */
const ownRoom = 'core.person';
/** Milliseconds between two looks at the logs while there is no socket, as behind a proxy that lets none through. */
const pollPause = 10_000;

const rooms = new Set<OpenRoom>();
let line: Line | undefined;
let opening: Promise<void> | undefined;
let polling = 0;

/** Hears what happens in a room for as long as the page is there or until it is closed. */
export function subscribe(room: string, key: string, subscriber: Subscriber): Subscription {
	const log = createRoomLog({
		after: subscriber.after,
		fetchAfter: (after) => fetchAfter(open, after),
		handOn: (event) => {
			if (rooms.has(open)) subscriber.onEvent(event);
		},
		onGap: () => pollLater(),
	});
	const isNumbered = subscriber.after !== undefined;
	const open: OpenRoom = { room, key, log, subscriber, isNumbered, isJoined: false, state: undefined };
	rooms.add(open);
	if (line?.isOpen) void enter(open);
	else opening ??= openTheLine();
	return {
		close() {
			rooms.delete(open);
			leaveIfEmpty(open);
		},
	};
}

/** The socket, if it is there. */
export function currentLine(): Line | undefined {
	return line?.isOpen ? line : undefined;
}

async function openTheLine(): Promise<void> {
	try {
		line = await openLine({
			opened() {
				for (const open of rooms) {
					open.isJoined = false;
					void enter(open);
				}
			},
			lost() {
				for (const open of rooms) show(open, 'waiting');
				pollLater();
			},
			ended() {
				for (const open of rooms) close(open);
			},
			said(room, key, event, data, number) {
				const said = { event, data, ...(number === undefined ? {} : { number }) };
				if (room === ownRoom) document.dispatchEvent(new CustomEvent('verbund:own', { detail: said }));
				for (const open of rooms) if (isIn(open, room, key)) open.log.receive(said);
			},
			closed(room, key) {
				for (const open of rooms) if (isIn(open, room, key)) close(open);
			},
		});
	} catch {
		// Its file could not be fetched: the next subscription tries again, and the logs are read until then.
		opening = undefined;
		pollLater();
	}
}

async function enter(open: OpenRoom): Promise<void> {
	const { room, key, log, isNumbered } = open;
	try {
		if (isNumbered) {
			await log.catchUp();
			// It was on its way without the socket when the socket came.
			if (!open.isJoined) await log.catchUp();
		} else if (room !== ownRoom) await line?.join({ room, key });
		show(open, 'live');
		if (!rooms.has(open)) leaveIfEmpty(open);
	} catch (error) {
		giveUpOrWait(open, error);
	}
}

async function fetchAfter(open: OpenRoom, after: number): Promise<LogPart> {
	const { room, key } = open;
	if (!line?.isOpen) return ask<LogPart>(`/api/rooms/${room}`, { key, after: String(after) });
	// In the room first, its log afterwards: what is said meanwhile is in one of the two.
	const part = await line.join({ room, key, after });
	open.isJoined = true;
	return part;
}

/** Without a socket the logs are read now and then, so that nothing is missed for long. */
function pollLater(): void {
	if (polling !== 0) return;
	polling = window.setTimeout(() => {
		polling = 0;
		const behind = [...rooms].filter(({ state }) => state !== 'live');
		for (const open of behind) {
			if (line?.isOpen) void enter(open);
			else if (open.isNumbered) open.log.catchUp().catch((error: unknown) => giveUpOrWait(open, error));
		}
		if (behind.length > 0) pollLater();
	}, pollPause);
}

function giveUpOrWait(open: OpenRoom, error: unknown): void {
	const isGone =
		error instanceof AskError && ['request.notFound', 'access.signInRequired'].includes(error.code);
	if (isGone) return close(open);
	show(open, 'waiting');
	pollLater();
}

function close(open: OpenRoom): void {
	show(open, 'closed');
	rooms.delete(open);
}

function show(open: OpenRoom, state: RoomState): void {
	if (open.state === state || !rooms.has(open)) return;
	open.state = state;
	open.subscriber.onState?.(state);
}

/** What is said in one's own room comes without a key. */
function isIn({ room, key }: OpenRoom, saidRoom: string, saidKey: string): boolean {
	return room === saidRoom && (room === ownRoom || key === saidKey);
}

function leaveIfEmpty({ room, key }: OpenRoom): void {
	const isHeard = [...rooms].some((other) => other.room === room && other.key === key);
	if (!isHeard && room !== ownRoom) line?.leave({ room, key });
}

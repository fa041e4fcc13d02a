import type { Reader } from '../content/reader.ts';
import type { Database } from '../database/database.ts';
import { notFound } from '../errors.ts';
import { createEvent, type Event } from '../events.ts';
import { createRegistry } from '../registry.ts';
import type { RoomDeclaration, RoomDefinition, RoomEvent } from './room.ts';

/** Who wants to hear something: the reader, and what is switched off for them. */
export interface Hearer {
	readonly reader: Reader;
	readonly disabledPlugins: readonly string[];
}

export interface SaidInRoom {
	readonly room: string;
	readonly key: string;
	readonly event: RoomEvent;
}

/**
 * What happens, for those who look at it. Nothing is delivered by it for certain: it hurries, and the log of a room,
 * which stands in the database, delivers.
 */
export interface Realtime {
	/** Makes kinds of rooms known; `load` brings their code when it is first needed. */
	declare(rooms: readonly RoomDeclaration[], load?: () => Promise<void>): () => void;
	/** The kind must be declared. */
	register(id: string, definition: RoomDefinition): () => void;
	/** After the commit of the running transaction, to everybody in the room. */
	emit(room: string, key: string, event: RoomEvent): void;
	/** To all devices of these people. */
	tell(personIds: readonly string[], event: RoomEvent): void;
	/** What is said from now on. */
	readonly onDidSay: Event<SaidInRoom>;
	/** Whether they may hear what happens there; so it answers also for a room that does not exist. */
	mayHear(hearer: Hearer, room: string, key: string): Promise<boolean>;
	/** The room's log after this number, as much of it as is answered at once. @throws VerbundError `request.notFound` */
	readAfter(hearer: Hearer, room: string, key: string, number: number): Promise<LogPart>;
}

export interface LogPart {
	readonly events: readonly RoomEvent[];
	/** Whether there may be more after the last one. */
	readonly more: boolean;
}

/** Everybody's own room, which they are in without joining. */
export const ownRoom = 'core.person';

const largestPart = 200;

export function createRealtime(database: Pick<Database, 'afterCommit'>): Realtime {
	const registry = createRegistry<RoomDeclaration, RoomDefinition>('room');
	const said = createEvent<SaidInRoom>();
	const say = (room: string, key: string, event: RoomEvent) =>
		database.afterCommit(() => said.fire({ room, key, event }));

	return {
		declare: (rooms, load = () => Promise.resolve()) => registry.declare(rooms, load),
		register: (id, definition) => registry.register(id, definition),
		emit: say,
		tell(personIds, event) {
			for (const personId of new Set(personIds)) say(ownRoom, personId, event);
		},
		onDidSay: said.event,
		async mayHear(hearer, room, key) {
			return (await enter(hearer, room, key)) !== null;
		},
		async readAfter(hearer, room, key, number) {
			const definition = await enter(hearer, room, key);
			if (!definition) throw notFound();
			const events = (await definition.after?.(hearer.reader, key, number, largestPart)) ?? [];
			return { events, more: events.length >= largestPart };
		},
	};

	async function enter(
		{ reader, disabledPlugins }: Hearer,
		room: string,
		key: string,
	): Promise<RoomDefinition | null> {
		const declaration = registry.declaration(room);
		if (!declaration || reader.actor.kind === 'anonymous') return null;
		if (declaration.pluginId !== null && disabledPlugins.includes(declaration.pluginId)) return null;
		const definition = await registry.load(room);
		return definition && (await definition.mayJoin(reader, key)) ? definition : null;
	}
}

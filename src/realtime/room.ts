import type { Reader } from '../content/reader.ts';

/** A place where something happens that people want to hear of at once. */
export interface RoomDeclaration {
	/** `<plugin>.<name>`; the rooms of a kind are told apart by their keys. */
	readonly id: string;
	/** Null for the core's own. */
	readonly pluginId: string | null;
}

export interface RoomDefinition {
	/**
	 * Whether the reader may hear what happens in the room with this key. Asked when somebody joins, and again within a
	 * second whenever anything was written that is not quiet.
	 */
	readonly mayJoin: (reader: Reader, key: string) => Promise<boolean>;
	/**
	 * The room's log after this number, oldest first and without gaps. Asked after `mayJoin`. Without it the room has
	 * no log: who was away has missed what was said.
	 */
	readonly after?: (
		reader: Reader,
		key: string,
		number: number,
		limit: number,
	) => Promise<readonly RoomEvent[]>;
}

/** What is said in a room, the same for all who hear it. */
export interface RoomEvent {
	/** In the past tense: `chat.messageSent`. */
	readonly event: string;
	/** Plain data, as JSON takes it. */
	readonly data: unknown;
	/** Its place in the room's log, which counts from 1 without gaps. What has none is a hint that may get lost. */
	readonly number?: number;
}

import type { ChatTexts } from './message-line.ts';

/** What the page says of a conversation. */
export interface RoomData {
	/** Undefined where the first question about an item makes it. */
	readonly room: string | undefined;
	/** The item that is talked about. */
	readonly item: string | undefined;
	/** Message whose answers are shown, in place of the room. */
	readonly thread: string | undefined;
	readonly person: string;
	/** Whose name stands at what waits. */
	readonly name: string;
	/** The newest messages are further down than the page goes. */
	readonly isBehind: boolean;
	readonly language: string;
	readonly texts: ChatTexts;
}

export function readRoomData({ dataset }: HTMLElement): RoomData {
	const { room, item, thread, person = '', name = '', later, language = 'de-DE', texts = '{}' } = dataset;
	return {
		...{ room, item, thread, person, name, language },
		isBehind: later !== undefined,
		texts: JSON.parse(texts),
	};
}

/** What is said in a room. */
export interface RoomEvent {
	readonly event: string;
	readonly data: unknown;
	/** Its place in the room's log; what has none is a hint that may get lost. */
	readonly number?: number;
}

export interface LogPart {
	readonly events: readonly RoomEvent[];
	/** Whether there may be more after the last one. */
	readonly more: boolean;
}

export interface RoomLog {
	/** Number of the last event that was handed on; undefined while none is known. */
	readonly last: number | undefined;
	receive(event: RoomEvent): void;
	/** Fetches what is missing, until nothing is. @throws whatever fetching throws */
	catchUp(): Promise<void>;
}

interface Parts {
	/** Last number that is known already; without it the log begins with what comes first. */
	readonly after: number | undefined;
	readonly fetchAfter: (number: number) => Promise<LogPart>;
	readonly handOn: (event: RoomEvent) => void;
	/** Something is missing, and could not be fetched. */
	readonly onGap: () => void;
}

/** What comes over the line may be late, twice or not at all; what is handed on is whole, once and in order. */
export function createRoomLog({ after, fetchAfter, handOn, onGap }: Parts): RoomLog {
	const early = new Map<number, RoomEvent>();
	let last = after;
	let fetching: Promise<void> | undefined;

	const log: RoomLog = {
		get last() {
			return last;
		},
		receive(event) {
			const { number } = event;
			if (number === undefined) handOn(event);
			else if (last !== undefined && number <= last) return;
			else if (last === undefined || number === last + 1) take(event, number);
			else keep(event, number);
		},
		catchUp: () => (fetching ??= fetchAll().finally(() => (fetching = undefined))),
	};
	return log;

	function take(event: RoomEvent, number: number): void {
		last = number;
		handOn(event);
		const next = early.get(number + 1);
		early.delete(number + 1);
		if (next) take(next, number + 1);
	}

	/** Not many: whoever is further behind fetches it all anyway. */
	function keep(event: RoomEvent, number: number): void {
		if (early.size < mostEarly) early.set(number, event);
		log.catchUp().catch(onGap);
	}

	async function fetchAll(): Promise<void> {
		for (;;) {
			const asked = last ?? 0;
			const { events, more } = await fetchAfter(asked);
			for (const event of events) log.receive(event);
			for (const number of early.keys()) if (number <= (last ?? 0)) early.delete(number);
			if (!more && early.size === 0) return;
			// A log without its next event would be asked for ever.
			if ((last ?? 0) === asked) throw new Error('The room has a gap.');
		}
	}
}

const mostEarly = 500;

/** Undoes a registration. */
export interface Disposable {
	dispose(): void;
}

/** Hears what happened. It may take its time: nobody waits for what it answers. */
export type Listener<T> = (event: T) => unknown;

/** Subscribes a listener; the answer unsubscribes it. */
export type Event<T> = (listener: Listener<T>) => Disposable;

/** Subscribes a listener that takes part: it runs in the transaction of what happens, and prevents it by throwing. */
export type AwaitedEvent<T> = (listener: (event: T) => Promise<void>) => Disposable;

export interface AwaitedEventSource<T> {
	readonly event: AwaitedEvent<T>;
	/** Call it in the transaction of what happens. */
	fire(event: T): Promise<void>;
}

/** Asks one listener after the other; the first that throws ends it. */
export function createAwaitedEvent<T>(): AwaitedEventSource<T> {
	const listeners = new Set<(event: T) => Promise<void>>();
	return {
		event(listener) {
			listeners.add(listener);
			return { dispose: () => listeners.delete(listener) };
		},
		async fire(event) {
			for (const listener of listeners) await listener(event);
		},
	};
}

export interface EventSource<T> {
	readonly event: Event<T>;
	fire(event: T): void;
}

/** Tells whoever wants to know. */
export function createEvent<T>(): EventSource<T> {
	const listeners = new Set<Listener<T>>();
	return {
		event(listener) {
			listeners.add(listener);
			return { dispose: () => listeners.delete(listener) };
		},
		fire(event) {
			for (const listener of listeners) runAside(() => listener(event));
		},
	};
}

/** Nobody waits for `work`; what fails in it, at once or later, is reported and ends nothing else. */
export function runAside(work: () => unknown): void {
	Promise.try(work).catch(console.error);
}

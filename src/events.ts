/** Undoes a registration. */
export interface Disposable {
	dispose(): void;
}

/** Subscribes a listener; the answer unsubscribes it. */
export type Event<T> = (listener: (event: T) => void) => Disposable;

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

/** Tells whoever wants to know. A listener that throws is reported and keeps nobody else from hearing. */
export function createEvent<T>(onError: (error: unknown) => void = console.error): EventSource<T> {
	const listeners = new Set<(event: T) => void>();
	return {
		event(listener) {
			listeners.add(listener);
			return { dispose: () => listeners.delete(listener) };
		},
		fire(event) {
			for (const listener of listeners) {
				try {
					listener(event);
				} catch (error) {
					onError(error);
				}
			}
		},
	};
}

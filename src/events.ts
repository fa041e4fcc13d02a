/** Undoes a registration. */
export interface Disposable {
	dispose(): void;
}

/** Subscribes a listener; the answer unsubscribes it. */
export type Event<T> = (listener: (event: T) => void) => Disposable;

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

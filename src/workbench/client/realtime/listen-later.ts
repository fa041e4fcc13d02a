import { pageAtRest } from '../page-at-rest.ts';
import { subscribe } from './realtime.ts';
import type { Subscriber } from './subscribe.ts';

/** Hears what happens in a room once the page is there and has nothing else to do; until then not a byte is fetched. */
export function listenLater(room: string, key: string, subscriber: Subscriber, signal: AbortSignal): void {
	void (async () => {
		await pageAtRest();
		if (signal.aborted) return;
		const subscription = subscribe(room, key, subscriber);
		signal.addEventListener('abort', () => subscription.close());
	})();
}

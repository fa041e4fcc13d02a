import { subscribe } from './realtime.ts';
import type { Subscriber } from './subscribe.ts';

/** Hears what happens in a room once the page is there and has nothing else to do; until then not a byte is fetched. */
export function listenLater(room: string, key: string, subscriber: Subscriber, signal: AbortSignal): void {
	void (async () => {
		await pageIsThere();
		await idle();
		if (signal.aborted) return;
		const subscription = subscribe(room, key, subscriber);
		signal.addEventListener('abort', () => subscription.close());
	})();
}

function pageIsThere(): Promise<void> {
	if (document.readyState === 'complete') return Promise.resolve();
	return new Promise((resolve) => addEventListener('load', () => resolve(), { once: true }));
}

/** Not every browser says when it is idle. */
function idle(): Promise<void> {
	return new Promise((resolve) => {
		if ('requestIdleCallback' in window) requestIdleCallback(() => resolve(), { timeout: 5000 });
		else setTimeout(resolve, 1000);
	});
}

import type { Subscriber, Subscription } from './subscribe.ts';

// Fetched when the first needs it: whatever else comes from `verbund/client` costs no reader the socket.

/** Hears what happens in a room for as long as the page is there or until it is closed. */
export function subscribe(room: string, key: string, subscriber: Subscriber): Subscription {
	const isOver = new AbortController();
	import('./subscribe.ts').then(
		(module) => {
			if (isOver.signal.aborted) return;
			const subscription = module.subscribe(room, key, subscriber);
			isOver.signal.addEventListener('abort', () => subscription.close());
		},
		// Without network a page stays as it was opened.
		() => subscriber.onState?.('waiting'),
	);
	return { close: () => isOver.abort() };
}

/**
 * Runs a command, over the socket if it is there. The key is the client's own id of what it wants: trying again with
 * the same one has one effect.
 *
 * @throws an error with `code`, `message`, `fields` and `retryAfter`; with the code `network` nobody knows whether the
 *   hub has heard it
 */
export async function execute(command: string, input: unknown, key: string): Promise<unknown> {
	const module = await import('./execute.ts').catch(() => null);
	if (!module) throw Object.assign(new Error(), { code: 'network' });
	return module.execute(command, input, key);
}

/** Whether the same may work later: nothing is wrong with what was sent. */
export function isPassing(error: unknown): boolean {
	return /^(?:network$|request\.tooMany$|server\.|database\.)/.test(codeOf(error));
}

/** What the hub says is wrong: its sentence stands in `message`. Empty for what no command says. */
export function codeOf(error: unknown): string {
	return error instanceof Error && 'code' in error ? String(error.code) : '';
}

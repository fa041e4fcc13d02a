import type { App } from './app.ts';
import type { Disposable } from './events.ts';

const hour = 60 * 60 * 1000;

/** Clears what has expired. Running it twice, or in two processes, does no harm. */
export function startMaintenance({ accounts, commands }: App): Disposable {
	const run = () => {
		Promise.all([accounts.sessions.sweep(), commands.sweep()]).catch((error: unknown) =>
			console.error(error),
		);
	};
	const timer = setInterval(run, hour);
	timer.unref();
	return { dispose: () => clearInterval(timer) };
}

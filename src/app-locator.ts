import type { App } from './app.ts';

// Astro's bundle and Node each have their own copy of a module; this symbol is the only bridge between them.
const place = Symbol.for('verbund.app');

type Place = typeof globalThis & { [place]?: App };

export function placeApp(app: App): void {
	(globalThis as Place)[place] = app;
}

export function locateApp(): App {
	const app = (globalThis as Place)[place];
	if (!app) throw new Error('The hub has not been started: createApp comes before the first page.');
	return app;
}

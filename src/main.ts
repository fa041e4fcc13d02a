import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { createApp, type App } from './app.ts';
import { placeApp } from './app-locator.ts';
import { readConfig, type Config } from './config.ts';
import { createHttpServer, type HubState, type PageHandler } from './server/http-server.ts';
import { closeOnSignal, listen } from './server/listen.ts';
import { openGateway } from './server/realtime/gateway.ts';
import { explainFailure } from './start-failure.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const demo = process.argv.includes('--demo');

let isEnding = () => false;

// What a plugin forgot to wait for ends nobody else's work, and is not lost: Astro's adapter would keep it to itself.
process.on('unhandledRejection', (reason) => console.error(reason));

try {
	await serve(readConfig(process.env, root, { demo }));
} catch (error) {
	// Who is asked to end while starting leaves off in the middle.
	if (!isEnding()) {
		console.error(explainFailure(error));
		process.exit(1);
	}
}

async function serve(config: Config): Promise<void> {
	const state: HubState = { app: null, pages: null, clientFolder: join(config.buildFolder, 'client') };
	const server = createHttpServer(config, state);
	const gateway = openGateway(server, config, state);
	await listen(server, config);
	const app = await createApp(config, {
		onMigration: (name, index, total) =>
			console.info(`  Datenbank auf den neuen Stand bringen: Schritt ${index} von ${total} (${name})`),
	});
	// Before anybody can be told that the hub is ready: whoever asks it to end then is heard.
	isEnding = closeOnSignal(server, gateway, () => app.close());
	placeApp(app);
	for (const { id, faults } of app.host.broken) {
		console.error(`  Das Plugin „${id}“ bleibt weg: ${faults.join('; ')}`);
	}
	if (demo) await import('./demo/fill-demo.ts').then(({ fillDemo }) => fillDemo(app));
	state.pages = await loadPages(config);
	state.app = app;
	app.jobs.start();
	// A restart is when something may have changed that nobody else looks at.
	await app.jobs.runNow('core.examine');
	await announce(app);
	// Reads the index, so that the first search of the day is as quick as the second.
	await app.search.warm(app.database);
}

async function loadPages({ buildFolder }: Config): Promise<PageHandler> {
	const entry = join(buildFolder, 'server', 'entry.mjs');
	if (!existsSync(entry)) throw new Error(`${entry} is missing: start the hub with npm start.`);
	const module: unknown = await import(pathToFileURL(entry).href);
	if (!hasHandler(module)) throw new Error(`${entry} has no handler.`);
	return module.handler;
}

/** Says where the hub is and, while nobody administers it, how to begin. */
async function announce({ accounts, config }: App): Promise<void> {
	console.info(`\n  Verbund läuft: ${config.url.href}`);
	if (await accounts.people.isAnyone()) return;
	await accounts.links.revokeKind('setup');
	const { token } = await accounts.links.create({ kind: 'setup' });
	console.info(
		`\n  Einrichten (einmaliger Link, 24 Stunden gültig):\n  ${new URL(`/set-up/${token}`, config.url).href}\n`,
	);
}

function hasHandler(module: unknown): module is { handler: PageHandler } {
	return (
		module !== null &&
		typeof module === 'object' &&
		'handler' in module &&
		typeof module.handler === 'function'
	);
}

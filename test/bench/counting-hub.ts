import { createApp } from '../../src/app.ts';
import { placeApp } from '../../src/app-locator.ts';
import { readConfig } from '../../src/config.ts';
import { createHttpServer, type PageHandler } from '../../src/server/http-server.ts';
import { listen } from '../../src/server/listen.ts';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

// A process of its own: `counting-hub.ts <root> <path> <cookie>` answers how many queries the page takes.
const [root = '', path = '/', cookie = ''] = process.argv.slice(2);
const config = readConfig(process.env, root, { demo: false });
let queries = 0;
const app = await createApp(config, { onQuery: () => (queries += 1) });
placeApp(app);
const module = (await import(pathToFileURL(join(config.buildFolder, 'server', 'entry.mjs')).href)) as {
	handler: PageHandler;
};
const server = createHttpServer(config, { app, pages: module.handler, clientFolder: null });
await listen(server, config);
const open = async () =>
	(await fetch(`http://127.0.0.1:${config.port}${path}`, { headers: { cookie } })).arrayBuffer();
await open();
queries = 0;
await open();
console.info(queries);
server.close();
await app.close();
process.exit(0);

import { createApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';

// A process of its own, to be killed while it sends what waits: `mailing-hub.ts <root>`.
const [root = ''] = process.argv.slice(2);
const { jobs } = await createApp(readConfig(process.env, root, { demo: false }));
jobs.start();
setInterval(() => undefined, 1000);

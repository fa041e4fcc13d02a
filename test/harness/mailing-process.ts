import { createApp } from '../../src/app.ts';
import { createTestConfig } from './test-config.ts';

// Sends what waits until it is killed: `mailing-process.ts <data folder> <port of the mail server>`.
const [dataFolder = '', port = ''] = process.argv.slice(2);
const mail = {
	host: '127.0.0.1',
	port: Number(port),
	security: 'none',
	user: '',
	password: '',
	from: 'verbund@hub.example',
} as const;
const { jobs } = await createApp(createTestConfig({ dataFolder, mail }));
jobs.start();
setInterval(() => undefined, 1000);

import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { createApp } from '../../src/app.ts';
import { createTestConfig } from './test-config.ts';

// A second process of the hub. It is sent ids of items, and looks for due work, as every hub does, until none of them
// is planned any more: `publishing-process.ts <data folder>`.
const [dataFolder = ''] = process.argv.slice(2);
const app = await createApp(createTestConfig({ dataFolder }));

process.on('message', (sent) => void publish(z.array(z.string()).parse(sent)));
process.send?.('ready');

async function publish(itemIds: readonly string[]): Promise<void> {
	for (;;) {
		await app.jobs.runDue();
		const planned = await app.database.query
			.selectFrom('publication_schedules')
			.select('id')
			.where('item_id', 'in', [...itemIds])
			.execute();
		if (planned.length === 0) break;
		await pause(20);
	}
	await app.close();
	process.exit();
}

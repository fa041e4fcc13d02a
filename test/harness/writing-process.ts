import { createApp } from '../../src/app.ts';
import { systemActor } from '../../src/access/actor.ts';
import { createTestConfig } from './test-config.ts';

// Writes until it is killed: `writing-process.ts <data folder>`. Prints a number when its write was acknowledged.
const [dataFolder = ''] = process.argv.slice(2);
const { database, audit } = await createApp(createTestConfig({ dataFolder }));

let next = 0;
await Promise.all(
	Array.from({ length: 8 }, async () => {
		for (;;) {
			next += 1;
			const key = `${process.pid}-${next}`;
			await database.transaction(async (transaction) => {
				await transaction.insertInto('hub_state').values({ key, value: '1' }).execute();
				await audit.record(systemActor('test'), 'test.write', { key }, null);
			});
			process.stdout.write(`${key}\n`);
		}
	}),
);

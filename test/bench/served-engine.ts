import SqliteConnection from 'better-sqlite3';
import { Agent, get } from 'node:http';
import { basename, join } from 'node:path';
import { json } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { fillHub } from './fill.ts';
import { memoryOf, startHub, type HubProcess } from './hub-process.ts';
import { processorTimeOf } from './processor-time.ts';
import type { Engine } from './search-engines.ts';

const answerSchema = z.object({ hits: z.array(z.object({ id: z.string() })) });

/**
 * The hub itself: a process of its own with the folders imported, asked through its JSON interface by somebody who is
 * signed in, over one connection that stays open.
 *
 * @param folders that of the queries first
 * @param scratch an empty folder
 */
export function servedEngine(folders: readonly string[], scratch: string): Engine {
	const agent = new Agent({ keepAlive: true, maxSockets: 1 });
	const dataFolder = join(scratch, 'hub');
	let hub: HubProcess | undefined;
	let cookie = '';
	let files: ReadonlyMap<string, string> = new Map();

	return {
		name: 'Verbund, over HTTP',
		async build() {
			await fillHub(dataFolder, folders);
			files = readImportedFiles(dataFolder, basename(folders[0] ?? ''));
			hub = await startHub(dataFolder);
			cookie = await hub.signIn();
			await settled(hub.pid);
		},
		async ask(text) {
			const url = `${hub?.url ?? ''}/api/search?${new URLSearchParams({ q: text, limit: '10' })}`;
			const { hits } = answerSchema.parse(await fetchJson(url));
			return hits.map(({ id }) => files.get(id) ?? id);
		},
		processorTime: () => processorTimeOf(hub?.pid ?? 0),
		memory: () => memoryOf(hub?.pid ?? 0).now,
		async close() {
			agent.destroy();
			await hub?.stop();
		},
	};

	function fetchJson(url: string): Promise<unknown> {
		return new Promise((resolve, reject) => {
			get(url, { agent, headers: { cookie } }, (response) => {
				json(response).then(resolve, reject);
			}).on('error', reject);
		});
	}
}

/** What a hub does after its start is done once it has had nothing to do for two seconds. */
async function settled(pid: number): Promise<void> {
	for (let idle = 0; idle < 4;) {
		const before = processorTimeOf(pid);
		await pause(500);
		idle = processorTimeOf(pid) - before < 25 ? idle + 1 : 0;
	}
}

/** Which file each item came from. */
function readImportedFiles(dataFolder: string, source: string): ReadonlyMap<string, string> {
	const connection = new SqliteConnection(join(dataFolder, 'verbund.sqlite'), { readonly: true });
	const rows = z
		.array(z.object({ id: z.string(), key: z.string() }))
		.parse(connection.prepare('select id, import_key as key from items').all());
	connection.close();
	const prefix = `procedure:${source}/`;
	const own = rows.filter(({ key }) => key.startsWith(prefix));
	return new Map(own.map(({ id, key }) => [id, `${key.slice(prefix.length)}.md`]));
}

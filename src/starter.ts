import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { systemActor } from './access/actor.ts';
import type { Config } from './config.ts';
import type { ContentStore } from './content/content-store.ts';
import { importFolder } from './content/transfer/import-folder.ts';
import type { Database } from './database/database.ts';
import type { Search } from './search/search.ts';

/** Takes the starter set over as drafts of an organisation: nothing of it is published before someone has read it. */
export async function importStarter(
	{ root }: Config,
	parts: { database: Database; content: ContentStore; search: Search },
	organisationId: string,
): Promise<void> {
	for (const { id: type } of parts.content.types.all()) {
		const folder = join(root, 'content', 'starter', 'starter', type);
		if (!existsSync(folder)) continue;
		const report = await importFolder(parts, {
			folder,
			organisationId,
			type,
			actor: systemActor('starter'),
			publish: false,
			source: 'starter',
		});
		for (const { file, error } of report.failed) console.error(`Starter set: ${type}/${file}:`, error);
	}
}

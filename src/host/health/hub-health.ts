import type { Config } from '../../config.ts';
import type { PluginHost } from '../plugin-host.ts';
import { databaseChecks, type DatabaseCheckParts } from './database-checks.ts';
import type { Health } from './health.ts';
import { storageChecks, type StorageCheckParts } from './storage-checks.ts';
import { workChecks, type WorkCheckParts } from './work-checks.ts';

type HubHealthParts = Omit<
	DatabaseCheckParts & StorageCheckParts & WorkCheckParts,
	'dataFolder' | 'config'
> & {
	readonly config: Config;
};

/** All that is looked at in every hub, in the order in which it is told. */
export function addHubChecks(health: Health, parts: HubHealthParts): void {
	const all = { ...parts, dataFolder: parts.config.dataFolder };
	for (const check of [...databaseChecks(all), ...storageChecks(all), ...workChecks(all)])
		health.register(check);
}

/** Plugins that failed are a line of their own. */
export async function activateChecks(host: PluginHost): Promise<void> {
	for (const { id, manifest } of host.plugins) {
		if (manifest.contributes.healthChecks.length > 0) await host.activate(id).catch(() => undefined);
	}
}

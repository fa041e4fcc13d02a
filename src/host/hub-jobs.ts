import { toActor } from '../accounts/account.ts';
import type { Accounts } from '../accounts/accounts.ts';
import type { ContentStore } from '../content/content-store.ts';
import type { Database } from '../database/database.ts';
import { createJobs, type Jobs } from '../jobs/jobs.ts';
import type { PluginHost } from './plugin-host.ts';
import type { Settings } from './settings.ts';
import { visitorFor } from './visitor.ts';

export interface HubJobsParts {
	readonly database: Database;
	readonly accounts: Accounts;
	readonly content: ContentStore;
	readonly settings: Settings;
	/** Asked for when jobs run, because plugins bring jobs themselves. */
	readonly host: () => PluginHost;
}

/** Jobs that run with the rights their actor has at that moment, and rest while their plugin is off. */
export function createHubJobs({ database, accounts, content, settings, host }: HubJobsParts): Jobs {
	return createJobs({
		database,
		async resolve(who) {
			const parts = { accounts, settings, host: host(), types: content.types };
			if (who.kind !== 'person') return visitorFor(parts, who);
			const account = await accounts.find(who.personId);
			if (!account) return null;
			return visitorFor(parts, toActor(account, who.organisationId), { account, session: null });
		},
		async disabledPlugins() {
			return host().disabled(await settings.read({ organisationId: null, personId: null }));
		},
	});
}

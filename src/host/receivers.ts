import { toActor } from '../accounts/account.ts';
import type { Translator } from '../l10n/translator.ts';
import type { FindReceiver } from '../notifications/notification-reader.ts';
import type { PluginHost } from './plugin-host.ts';
import { visitorFor, type VisitorParts } from './visitor.ts';

export interface ReceiverParts extends Omit<VisitorParts, 'host'> {
	/** Asked for when somebody is written to. */
	readonly host: () => PluginHost;
	readonly translator: Translator;
}

/** People as they are written to: with the rights and the language that they have at that moment. */
export function createFindReceiver({ host, translator, ...parts }: ReceiverParts): FindReceiver {
	return async (personId) => {
		const account = await parts.accounts.find(personId);
		if (!account) return null;
		const { reader, language, disabledPlugins } = await visitorFor(
			{ ...parts, host: host() },
			toActor(account, null),
			{ account, session: null },
		);
		const { name, email } = account;
		return { reader, language, disabledPlugins, t: translator.for(language), name, email };
	};
}

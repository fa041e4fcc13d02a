import type { Accounts } from '../accounts/accounts.ts';
import type { Config } from '../config.ts';
import type { ContentTypes } from '../content/content-types.ts';
import type { Database } from '../database/database.ts';
import type { Jobs } from '../jobs/jobs.ts';
import type { Translator } from '../l10n/translator.ts';
import { createMails, type Mails } from '../mail/mails.ts';
import { createSeal } from '../mail/seal.ts';
import { createDelivery, type Delivery } from '../notifications/deliver.ts';
import { notificationMails } from '../notifications/notification-mails.ts';
import { createNotifications, type Notifications } from '../notifications/notifications.ts';
import { createPush, type Push } from '../notifications/push/push.ts';
import { writeUnsubscribeToken } from '../notifications/unsubscribe-token.ts';
import { responsibleKind } from './core-commands/tell-responsible.ts';
import { addAccountMails } from './account-mails.ts';
import type { PluginHost } from './plugin-host.ts';
import { createFindReceiver } from './receivers.ts';
import type { Settings } from './settings.ts';

export interface MessageParts {
	readonly config: Pick<Config, 'dataFolder' | 'mail' | 'pushServices' | 'url'>;
	readonly accounts: Accounts;
	readonly database: Database;
	readonly jobs: Jobs;
	readonly settings: Settings;
	readonly translator: Translator;
	readonly types: ContentTypes;
	readonly signingKey: string;
	/** Asked for when somebody is written to, because plugins bring notifications themselves. */
	readonly host: () => PluginHost;
}

/** How the hub turns to people: on its pages, by mail, on their devices. */
export interface Messages {
	readonly notifications: Notifications;
	readonly mails: Mails;
	readonly push: Push;
	readonly delivery: Delivery;
}

const minute = 60_000;

export function createMessages(parts: MessageParts): Messages {
	const { config, accounts, database, jobs, settings, translator, signingKey } = parts;
	const { dataFolder, url } = config;
	const findReceiver = createFindReceiver(parts);
	const networkName = async () =>
		String((await settings.read({ organisationId: null, personId: null })).get('network.name'));
	const notifications = createNotifications({
		database,
		types: parts.types,
		deliver: async (notificationId) => {
			await jobs.enqueue('core.deliverNotification', { notificationId });
		},
	});
	notifications.declare([
		{ id: responsibleKind, title: `%notification.${responsibleKind}.title%`, mail: 'daily', pluginId: null },
	]);
	const mails = createMails({
		database,
		dataFolder,
		url,
		fixedServer: config.mail,
		seal: createSeal(dataFolder),
		wake: async (at) => {
			// While one job sends, another waits for what is due later; of those one for each minute is enough.
			const when = at === undefined ? { key: 'now' } : { key: `at ${Math.ceil(at / minute)}`, runAt: at };
			await jobs.enqueue('core.sendMail', {}, when);
		},
		findReceiver,
		networkName,
		translate: (language) => translator.for(language),
	});
	const unsubscribeToken = (personId: string, kindId: string | null) =>
		writeUnsubscribeToken({ personId, kindId }, signingKey);
	const templates = notificationMails({ notifications, networkName, unsubscribeToken, url });
	for (const [id, template] of Object.entries(templates)) mails.addTemplate(id, template);
	addAccountMails(mails, accounts, networkName);
	const push = createPush({ database, dataFolder, url, services: config.pushServices });
	const delivery = createDelivery({ database, mails, notifications, push, findReceiver });
	return { notifications, mails, push, delivery };
}

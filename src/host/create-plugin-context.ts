import { itemReach } from '../access/answers-for.ts';
import { anonymous } from '../access/actor.ts';
import { findAccount, toActor } from '../accounts/account.ts';
import { sign, verify } from '../accounts/secrets.ts';
import { checkAudience } from '../content/audience.ts';
import { renderMessage } from '../content/markdown/render-message.ts';
import { analyse } from '../search/analyse.ts';
import { version } from '../version.ts';
import type { HostParts } from './host-parts.ts';
import type { PluginContext } from './plugin-context.ts';
import type { RegisteredProviders } from './plugin-providers.ts';
import type { PluginRegistrar } from './plugin-registrar.ts';
import { createPluginStorage } from './plugin-storage.ts';
import { lookAgain } from './problems/look-again.ts';

interface ContextParts {
	readonly parts: HostParts;
	readonly providers: RegisteredProviders;
	readonly registrar: PluginRegistrar;
	readonly use: PluginContext['use'];
}

/** What one plugin reaches of the hub. */
export function createPluginContext(
	pluginId: string,
	{ parts, providers, registrar, use }: ContextParts,
): PluginContext {
	const { access, accounts, commands, content, database, jobs, notifications, realtime, settings } = parts;
	const { keep, require, take, track } = registrar;
	return {
		pluginId,
		commands: {
			register: (id, definition) => take('The command', id, () => commands.register(id, definition)),
			execute: (id, input, invocation) => commands.execute(id, input, invocation),
		},
		content: {
			...content,
			onWillPublish: (listener) => track(content.onWillPublish(listener)),
			onDidPublish: (listener) => track(content.onDidPublish(listener)),
		},
		markdown: {
			message: (text, options) => renderMessage(text, { ...options, address: parts.url.origin }),
		},
		contentTypes: {
			list: ({ types }) => content.types.all().filter((type) => types.includes(type.id)),
		},
		organisations: {
			list: () => accounts.organisations.list(),
			sites: (ids) => accounts.organisations.sites(ids),
			letterhead: async (slug) =>
				(await accounts.organisations.readImage(slug, 'letterhead')) ??
				accounts.organisations.readImage(slug, 'logo'),
		},
		people: {
			list: (actor, filter) => accounts.people.list(actor, filter),
			names: (ids) => accounts.people.names(ids),
		},
		views: { registerTreeDataProvider: keep('The view', providers.trees) },
		menus: { registerItemKey: keep('The key', providers.itemKeys) },
		tasks: { register: keep('The tasks', providers.tasks) },
		widgets: { register: keep('The widget', providers.widgets) },
		quickAccess: { register: keep('The quick access', providers.quickAccess) },
		handover: { register: keep('The handover', providers.handovers) },
		personalData: { register: keep('The personal data', providers.personalData) },
		problems: {
			register: (id, check) => take('The problem', id, () => parts.problems.register(id, check)),
			lookAgain: (itemIds) => lookAgain(parts.database, itemIds),
		},
		calendars: {
			register: (id, provider) => take('The calendar', id, () => parts.calendars.register(id, provider)),
		},
		health: {
			register: (check) => take('The health check', check.id, () => parts.health.register(check)),
		},
		notifications: {
			register: (id, definition) =>
				take('The notification', id, () => notifications.register(id, definition)),
			async notify(notification) {
				require('The notification', notification.kind);
				await notifications.notify(notification);
			},
			async withdraw(id, key) {
				require('The notification', id);
				await notifications.withdraw(id, key);
			},
		},
		realtime: {
			registerRoom: (id, definition) => take('The room', id, () => realtime.register(id, definition)),
			async emit(id, key, event) {
				require('The room', id);
				realtime.emit(id, key, event);
			},
			async tell(personIds, event) {
				realtime.tell(personIds, event);
			},
		},
		jobs: {
			register: (id, definition) => take('The job', id, () => jobs.register(id, definition)),
			async enqueue(id, input, options) {
				require('The job', id);
				return jobs.enqueue(id, input, options);
			},
		},
		search: {
			...parts.shelves,
			stems: (text) => analyse(text, 'de').flatMap(({ analysed }) => (analysed.stop ? [] : [analysed.stem])),
			register: (type, mayFind) =>
				take('The kind of hits', type, () => parts.thingRights.register(type, mayFind)),
			async set(shelf) {
				require('The kind of hits', shelf.type);
				await parts.shelves.set(shelf);
			},
		},
		settings: {
			get: async (key, subject) => (await settings.read(subject)).get(key),
			ofOrganisations: (key, ids) => settings.ofOrganisations(key, ids),
		},
		access: {
			can: (actor, permission, ...object) => access.can(actor, permission, ...object),
			require: (actor, permission, ...object) => access.require(actor, permission, ...object),
			principals: (organisationId, choices) => checkAudience(database.query, organisationId, choices),
			async reach(personId, itemId) {
				const account = await findAccount(database, { id: personId });
				const reach = await itemReach(database, account ? toActor(account, null) : anonymous, itemId);
				return { ...reach, readable: account !== null && reach.readable };
			},
		},
		limits: { take: (name, caller, budget) => parts.limits.take(`${pluginId}.${name}`, caller, budget) },
		storage: createPluginStorage(database, pluginId),
		files: {
			...parts.files,
			async remove(id) {
				database.afterCommit(() => parts.files.remove(id));
			},
		},
		transfer: { importFolder: parts.importFolder },
		foreignFiles: parts.foreignFiles,
		seal: parts.seal,
		signatures: {
			sign: (value) => sign(value, `${parts.signingKey}:${pluginId}`),
			verify: (signed) => verify(signed, `${parts.signingKey}:${pluginId}`),
		},
		pdf: parts.pdf,
		paper: parts.paper,
		l10n: { t: (language) => parts.translator.for(language) },
		installation: {
			contentFolder: parts.contentFolder,
			version,
			url: parts.url,
			openFolders: parts.openFolders,
			contentUrl: parts.contentUrl,
		},
		log: {
			info: (message) => console.info(`[${pluginId}] ${message}`),
			error: (message, error) => console.error(`[${pluginId}] ${message}`, error ?? ''),
		},
		use: async (id) => {
			require('The plugin', id);
			return use(id);
		},
	};
}

import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createAudit, type Audit } from './access/audit.ts';
import { createAccess, type Access } from './access/permissions.ts';
import { createAccounts, type Accounts } from './accounts/accounts.ts';
import type { Config } from './config.ts';
import { createAttachments } from './content/attachments.ts';
import { createContentStore, type ContentStore } from './content/content-store.ts';
import { createContentTypes } from './content/content-types.ts';
import { createDiskStorage } from './content/file-storage.ts';
import { createMarkdownRenderer } from './content/markdown/render-in-worker.ts';
import type { Database, DatabaseOptions } from './database/database.ts';
import { migrate } from './database/migrate.ts';
import { coreMigrations } from './database/migrations/migrations.ts';
import { openSqlite } from './database/sqlite/sqlite-database.ts';
import { VerbundError } from './errors.ts';
import { createCommands, type Commands } from './host/commands.ts';
import { addContentCommands } from './host/core-commands/content-commands.ts';
import { addTo } from './host/core-commands/core-command.ts';
import { addHubCommands } from './host/core-commands/hub-commands.ts';
import { addPeopleCommands } from './host/core-commands/people-commands.ts';
import { addSessionCommands } from './host/core-commands/session-commands.ts';
import { addSetUpCommand } from './host/core-commands/set-up-command.ts';
import { coreSettings } from './host/core-settings.ts';
import { discoverPlugins } from './host/discover-plugins.ts';
import { createPluginHost, type PluginHost } from './host/plugin-host.ts';
import { createSettings, type Settings } from './host/settings.ts';
import { loadCoreMessages } from './l10n/core-messages.ts';
import { createTranslator, type Translator } from './l10n/translator.ts';
import { createSearch, type Search } from './search/search.ts';
import { createPageOpener, type OpenPage } from './server/pages/page-requests.ts';
import { importStarter } from './starter.ts';
import { backupBeforeMigration } from './cli/backup.ts';

/** The hub: its parts, wired in plain order. Serves pages, the command line and the tests alike. */
export interface App {
	readonly config: Config;
	readonly version: string;
	readonly database: Database;
	readonly access: Access;
	readonly audit: Audit;
	readonly accounts: Accounts;
	readonly content: ContentStore;
	readonly search: Search;
	readonly settings: Settings;
	readonly commands: Commands;
	readonly host: PluginHost;
	readonly translator: Translator;
	/** Signs cookies; drawn once for the installation. */
	readonly signingKey: string;
	/** From a request to what its page gets; what Astro's middleware calls. */
	readonly openPage: OpenPage;
	close(): Promise<void>;
}

export interface AppOptions extends DatabaseOptions {
	readonly onMigration?: (name: string, index: number, total: number) => void;
}

/** Opens the database, brings it up to date and wires the services. Throws `database.*` where that cannot be. */
export async function createApp(config: Config, options: AppOptions = {}): Promise<App> {
	const database = await openDatabase(config, options);
	await migrate(database, coreMigrations, {
		scope: 'core',
		beforeFirst: () => backupBeforeMigration(config),
		onStep: options.onMigration,
	});

	const translator = createTranslator();
	translator.add(loadCoreMessages());
	const access = createAccess();
	const audit = createAudit(database);
	const accounts = createAccounts(database);
	const search = createSearch();
	const renderer = createMarkdownRenderer();
	const content = createContentStore({
		database,
		search,
		types: createContentTypes(),
		attachments: createAttachments(database, createDiskStorage(join(config.dataFolder, 'files'))),
		render: (source) => renderer.render(source),
	});
	const settings = createSettings(database);
	settings.declare(coreSettings);
	const commands = createCommands({ database, access, audit });
	const host = createPluginHost(discoverPlugins(config.root), {
		database,
		access,
		accounts,
		content,
		commands,
		settings,
		translator,
		contentFolder: join(config.root, 'content'),
	});

	const signingKey = await signingKeyOf(database);
	const add = addTo(commands);
	addSessionCommands(add, accounts);
	addPeopleCommands(add, accounts);
	addContentCommands(add, { content, access, signingKey });
	addHubCommands(add, { database, access, settings, host });
	addSetUpCommand(add, {
		accounts,
		settings,
		importStarter: (organisationId) => void importStarter(config, { database, content }, organisationId),
		afterCommit: (effect) => database.afterCommit(effect),
	});
	await host.activateOnStartup();

	const app: App = {
		config,
		version: readVersion(),
		database,
		access,
		audit,
		accounts,
		content,
		search,
		settings,
		commands,
		host,
		translator,
		signingKey,
		openPage: (request) => openPage(request),
		async close() {
			await renderer.close();
			await database.close();
		},
	};
	const openPage = createPageOpener(app);
	return app;
}

/** The file of the database in a data folder. */
export function databasePath(dataFolder: string): string {
	return join(dataFolder, 'verbund.sqlite');
}

async function openDatabase({ dataFolder }: Config, options: DatabaseOptions): Promise<Database> {
	try {
		mkdirSync(dataFolder, { recursive: true, mode: 0o750 });
	} catch (cause) {
		throw new VerbundError('database.unavailable', { cause });
	}
	return openSqlite(databasePath(dataFolder), options);
}

async function signingKeyOf(database: Database): Promise<string> {
	return database.transaction(async (transaction) => {
		const key = 'signing_key';
		const stored = await transaction
			.selectFrom('hub_state')
			.select('value')
			.where('key', '=', key)
			.executeTakeFirst();
		if (stored) return stored.value;
		const value = randomBytes(32).toString('base64url');
		await transaction.insertInto('hub_state').values({ key, value }).execute();
		return value;
	});
}

function readVersion(): string {
	const manifest: unknown = JSON.parse(readFileSync(new URL('./package.json', import.meta.url), 'utf8'));
	return manifest !== null && typeof manifest === 'object' && 'version' in manifest
		? String(manifest.version)
		: '0';
}

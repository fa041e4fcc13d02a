import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createAudit, type Audit } from './access/audit.ts';
import { createAuditProofs, type AuditProofs } from './access/audit-proof.ts';
import { createAccess, type Access } from './access/permissions.ts';
import { createAccounts, type Accounts } from './accounts/accounts.ts';
import { createLimits } from './accounts/limits.ts';
import { createBackups, type Backups } from './backups/backups.ts';
import { makeBackup } from './backups/make-backup.ts';
import { scannerAddressIn, type Config } from './config.ts';
import { createAcknowledgementData } from './content/acknowledgement/acknowledgement-data.ts';
import { createAcknowledgements, type Acknowledgements } from './content/acknowledgement/acknowledgements.ts';
import { createHolders } from './content/acknowledgement/holders.ts';
import { createAuthoredTexts, type AuthoredTexts } from './content/authored-texts.ts';
import { createAttachments } from './content/attachments.ts';
import { createContentStore, type ContentStore } from './content/content-store.ts';
import { createContentTypes } from './content/content-types.ts';
import { createReviewComments, type ReviewComments } from './content/review/comments.ts';
import { createReviewPolicies, type ReviewPolicies } from './content/review/policies.ts';
import { createReviews } from './content/review/reviews.ts';
import { createPublicationSchedules } from './content/review/schedules.ts';
import { createReviewTraces } from './content/review/review-traces.ts';
import { createWorkingCopies, type WorkingCopies } from './content/working-copies.ts';
import { importFolder } from './content/transfer/import-folder.ts';
import { createDiskStorage } from './content/file-storage.ts';
import { createForeignFiles } from './content/files/foreign-files.ts';
import { createStoreFileText } from './content/files/store-text.ts';
import { createTextExtractor } from './content/files/text/extract-in-process.ts';
import { createUploads } from './content/files/uploads.ts';
import { createVirusScanner, type VirusScanner } from './content/files/virus-scanner.ts';
import { createMarkdownRenderer } from './content/markdown/render-in-process.ts';
import { databasePath } from './database/database-path.ts';
import type { Database, DatabaseOptions } from './database/database.ts';
import { migrate } from './database/migrate.ts';
import { coreMigrations } from './database/migrations/migrations.ts';
import { openSqlite } from './database/sqlite/sqlite-database.ts';
import { VerbundError } from './errors.ts';
import { readBuildFailures } from './host/build-failures.ts';
import { createCommands, type Commands } from './host/commands.ts';
import { createAcknowledgementNotifications } from './host/acknowledgements/acknowledgement-notifications.ts';
import { addCoreCommands } from './host/core-commands/core-commands.ts';
import { coreSections } from './host/personal-data/core-sections.ts';
import { createErasureJournal } from './host/personal-data/erasure-journal.ts';
import { createErasure, type Erasure } from './host/personal-data/erasure.ts';
import { createTraces } from './host/personal-data/traces.ts';
import { addCoreJobs } from './host/core-jobs/core-jobs.ts';
import { coreSettings } from './host/core-settings.ts';
import { discoverPlugins } from './host/discover-plugins.ts';
import { activateChecks, addHubChecks } from './host/health/hub-health.ts';
import { createHealth, type Health } from './host/health/health.ts';
import { createPluginHost, type PluginHost } from './host/plugin-host.ts';
import { createProblemChecks } from './host/problems/problem-checks.ts';
import { createProblems, type Problems } from './host/problems/problems.ts';
import { addCoreRooms } from './host/core-rooms.ts';
import { addCoreProblems } from './host/problems/core-problems.ts';
import { createReviewNotifications } from './host/reviews/review-notifications.ts';
import { createSettings, type Settings } from './host/settings.ts';
import { createWalkthroughs, type Walkthroughs } from './host/walkthroughs.ts';
import { createHubJobs } from './host/hub-jobs.ts';
import type { Jobs } from './jobs/jobs.ts';
import { loadCoreMessages } from './l10n/core-messages.ts';
import { createBarrierReports, type BarrierReports } from './legal/barrier-reports.ts';
import { createLegalTexts, type LegalTexts } from './legal/legal-texts.ts';
import { createTranslator, type Translator } from './l10n/translator.ts';
import { createCatalogue, type Catalogue } from './search/catalogue/catalogue.ts';
import { createPaper } from './paper/paper.ts';
import { createPdfMaker } from './pdf/pdf-maker.ts';
import { createSearch, type Search } from './search/search.ts';
import { createShelves } from './search/shelves/shelves.ts';
import { createThingRights, type ThingRights } from './search/shelves/thing-rights.ts';
import type { Notifications } from './notifications/notifications.ts';
import { createRealtime, type Realtime } from './realtime/realtime.ts';
import type { Push } from './notifications/push/push.ts';
import { createFeedAddresses, type FeedAddresses } from './feeds/feed-addresses.ts';
import { reviewDates } from './feeds/review-dates.ts';
import { createCalendars, type Calendars } from './feeds/calendars.ts';
import type { Mails } from './mail/mails.ts';
import { acknowledgementJob } from './host/core-jobs/acknowledgement-job.ts';
import { createMessages } from './host/messages.ts';
import { readOrCreate } from './mail/key-file.ts';
import { createSeal } from './mail/seal.ts';
import { createContactData } from './host/personal-data/contact-data.ts';
import { createPageOpener, type OpenPage } from './server/pages/page-requests.ts';
import { createStoredPages, type StoredPages } from './server/pages/stored-pages.ts';
import { importStarter } from './starter.ts';
import { createExports, type Exports } from './transfer/exports.ts';
import { createImports, type Imports } from './transfer/imports.ts';
import { createTransferData } from './host/personal-data/transfer-data.ts';
import { version } from './version.ts';

/** The hub: its parts, wired in plain order. Serves pages, the command line and the tests alike. */
export interface App {
	readonly config: Config;
	readonly version: string;
	readonly database: Database;
	readonly access: Access;
	readonly audit: Audit;
	readonly auditProofs: AuditProofs;
	readonly accounts: Accounts;
	readonly content: ContentStore;
	readonly workingCopies: WorkingCopies;
	readonly acknowledgements: Acknowledgements;
	/** Who approves what, and what is said about texts on their way. */
	readonly policies: ReviewPolicies;
	readonly comments: ReviewComments;
	readonly search: Search;
	readonly thingRights: ThingRights;
	readonly catalogue: Catalogue;
	readonly settings: Settings;
	readonly commands: Commands;
	readonly jobs: Jobs;
	readonly scanner: VirusScanner;
	readonly imports: Imports;
	readonly exports: Exports;
	readonly notifications: Notifications;
	readonly push: Push;
	readonly mails: Mails;
	readonly feeds: FeedAddresses;
	readonly calendars: Calendars;
	readonly realtime: Realtime;
	readonly backups: Backups;
	readonly health: Health;
	readonly problems: Problems;
	readonly walkthroughs: Walkthroughs;
	readonly authored: AuthoredTexts;
	readonly erasure: Erasure;
	readonly host: PluginHost;
	readonly legal: { readonly texts: LegalTexts; readonly barriers: BarrierReports };
	/** Texts that came with the installation. */
	readonly contentFolder: string;
	readonly translator: Translator;
	/** Signs cookies; drawn once for the installation. */
	readonly signingKey: string;
	/** From a request to what its page gets; what Astro's middleware calls. */
	readonly openPage: OpenPage;
	readonly storedPages: StoredPages;
	close(): Promise<void>;
}

export interface AppOptions extends DatabaseOptions {
	readonly onMigration?: (name: string, index: number, total: number) => void;
}

/** Opens the database, brings it up to date and wires the services. Throws `database.*` where that cannot be. */
export async function createApp(config: Config, options: AppOptions = {}): Promise<App> {
	const database = await openDatabase(config, options);
	const beforeFirst = once(() => makeBackup({ ...config, target: config.backupFolder, kind: 'update' }));
	await migrate(database, coreMigrations, { scope: 'core', beforeFirst, onStep: options.onMigration });

	const translator = createTranslator();
	translator.add(loadCoreMessages());
	const access = createAccess();
	const audit = createAudit(database);
	const auditProofs = createAuditProofs(database, audit);
	const accounts = createAccounts(database);
	const search = createSearch();
	const renderer = createMarkdownRenderer();
	const settings = createSettings(database);
	settings.declare(coreSettings);
	const storage = createDiskStorage(join(config.dataFolder, 'files'));
	const extractor = createTextExtractor();
	const pdf = createPdfMaker();
	const scanner = createVirusScanner({
		address: async () => config.virusScanner ?? scannerAddressIn(await scannerSetting(settings)),
	});
	const uploads = createUploads({ database, storage, limit: () => largestFile(settings) });
	const holderOf = createHolders(
		readOrCreate(join(config.dataFolder, 'acknowledgement.key'), () => randomBytes(32).toString('base64url')),
	);
	const tellOfAcknowledgements = async () => {
		await jobs.enqueue(acknowledgementJob, {}, { key: 'now' });
	};
	const content = createContentStore({
		holderOf,
		askedAgain: tellOfAcknowledgements,
		database,
		search,
		types: createContentTypes(),
		attachments: createAttachments({
			database,
			storage,
			uploads,
			scanner,
			added: async (fileId) => {
				await jobs.enqueue('core.readFile', { fileId });
			},
		}),
		render: renderer.render,
	});
	const paper = createPaper({
		attachments: content.attachments,
		organisations: accounts.organisations,
		storage,
	});
	const imports = createImports(database, join(config.dataFolder, 'imports'));
	const exports = createExports(database, join(config.dataFolder, 'exports'));
	const policies = createReviewPolicies(database);
	const reviews = createReviews(database);
	const comments = createReviewComments(database);
	const schedules = createPublicationSchedules(database);
	const walkthroughs = createWalkthroughs(database, accounts.people);
	const catalogue = createCatalogue({ database, search });
	const thingRights = createThingRights();
	const shelves = createShelves({
		database,
		search,
		left: async () => {
			await jobs.enqueue('core.tidySearch', {}, { key: 'shelves' });
		},
	});
	const commands = createCommands({ database, access, audit, walkthroughs, catalogue });
	const limits = createLimits(database);
	const legal = { texts: createLegalTexts(database), barriers: createBarrierReports(database) };
	const contentFolder = join(config.root, 'content');
	const health = createHealth(database, () => activateChecks(host));
	const backups = createBackups({ dataFolder: config.dataFolder, folder: config.backupFolder });
	const jobs = createHubJobs({ database, accounts, content, settings, host: () => host });
	const signingKey = await signingKeyOf(database);
	const { notifications, mails, push, delivery } = createMessages({
		config,
		accounts,
		database,
		jobs,
		settings,
		translator,
		types: content.types,
		signingKey,
		host: () => host,
	});
	const reviewNotifications = createReviewNotifications({ database, notifications, comments });
	const acknowledgements = createAcknowledgements({
		database,
		holderOf,
		asked: tellOfAcknowledgements,
		namingRules: async (organisationIds) => {
			const rules = await settings.ofOrganisations('acknowledgements.names', organisationIds);
			return new Map([...rules].map(([id, mayName]) => [id, mayName === true]));
		},
	});
	settings.whenChanged('acknowledgements.names', () => acknowledgements.forgetNames());
	const acknowledgementNotifications = createAcknowledgementNotifications({
		database,
		holderOf,
		notifications,
	});
	const feeds = createFeedAddresses(database);
	const calendars = createCalendars();
	calendars.declare([{ id: 'core.reviews', title: '%calendar.reviews%', pluginId: null }]);
	calendars.register('core.reviews', reviewDates(database, content.types));
	const realtime = createRealtime(database);
	const workingCopies = createWorkingCopies(database);
	addCoreRooms({ access, content, database, jobs, notifications, realtime, workingCopies });
	const problemChecks = createProblemChecks();
	addCoreProblems(problemChecks, database);
	const host: PluginHost = createPluginHost(
		discoverPlugins(config.root, readBuildFailures(config.buildFolder)),
		{
			database,
			access,
			accounts,
			content,
			commands,
			settings,
			translator,
			walkthroughs,
			limits,
			notifications,
			calendars,
			realtime,
			jobs,
			health,
			problems: problemChecks,
			pdf,
			paper,
			files: storage,
			importFolder: (options) => importFolder({ database, content, search }, options),
			seal: createSeal(config.dataFolder),
			signingKey,
			shelves,
			thingRights,
			foreignFiles: createForeignFiles({ folder: join(config.dataFolder, 'reading'), extractor, scanner }),
			openFolders: config.openFolders,
			contentUrl: config.contentUrl,
			contentFolder,
			url: config.url,
		},
	);
	const authored = createAuthoredTexts({ database, search, attachments: content.attachments });
	const erasure = createErasure({
		database,
		accounts,
		audit,
		host,
		jobs,
		journal: createErasureJournal(config.dataFolder),
		core: coreSections({
			accounts,
			authored,
			reviews: createReviewTraces(database),
			traces: createTraces(database),
			transfers: createTransferData({ imports, exports }),
			contact: createContactData(database),
			acknowledgements: createAcknowledgementData(database, holderOf),
		}),
	});
	const problems = createProblems({ database, content, checks: problemChecks });
	addHubChecks(health, { auditProofs, backups, config, database, host, jobs, mails, settings, scanner });
	addCoreJobs({
		acknowledgements,
		acknowledgementNotifications,
		config,
		exports,
		imports,
		translator,
		storeFileText: createStoreFileText({ database, storage, extractor, reindex: content.reindex }),
		access,
		accounts,
		audit,
		auditProofs,
		backups,
		catalogue,
		commands,
		content,
		database,
		delivery,
		erasure,
		health,
		jobs,
		mails,
		notifications,
		problems,
		reviewNotifications,
		schedules,
		search,
		settings,
	});

	addCoreCommands({
		access,
		accounts,
		acknowledgementNotifications,
		acknowledgements,
		afterCommit: (effect) => database.afterCommit(effect),
		backups,
		commands,
		comments,
		content,
		database,
		erasure,
		exports,
		feeds,
		host,
		importStarter: (organisationId) => importStarter(config, { database, content, search }, organisationId),
		imports,
		jobs,
		legal,
		limits,
		mails,
		notifications,
		policies,
		problems,
		push,
		render: (source) => renderer.render(source),
		reviewNotifications,
		reviews,
		schedules,
		search,
		settings,
		signingKey,
		thingRights,
		translator,
		walkthroughs,
		workingCopies,
	});
	await erasure.replay();
	await catalogue.catchUp();
	await host.migrate({ beforeFirst });
	await host.activateOnStartup();

	const app: App = {
		config,
		version,
		database,
		access,
		audit,
		auditProofs,
		accounts,
		content,
		workingCopies,
		acknowledgements,
		policies,
		comments,
		search,
		thingRights,
		catalogue,
		settings,
		commands,
		jobs,
		scanner,
		imports,
		exports,
		notifications,
		push,
		mails,
		feeds,
		calendars,
		realtime,
		backups,
		health,
		problems,
		walkthroughs,
		authored,
		erasure,
		host,
		legal,
		contentFolder,
		translator,
		signingKey,
		openPage: (request) => openPage(request),
		storedPages: createStoredPages(database, accounts.sessions),
		async close() {
			await jobs.stop();
			await renderer.close();
			await extractor.close();
			await pdf.close();
			await paper.close();
			await database.close();
		},
	};
	const openPage = createPageOpener(app);
	return app;
}

/** One backup goes before all steps of an update. */
function once(work: () => Promise<unknown>): () => Promise<void> {
	let done: Promise<unknown> | undefined;
	return async () => {
		await (done ??= work());
	};
}

async function openDatabase({ dataFolder }: Config, options: DatabaseOptions): Promise<Database> {
	try {
		mkdirSync(dataFolder, { recursive: true, mode: 0o750 });
	} catch (cause) {
		throw new VerbundError('database.unavailable', { cause });
	}
	return openSqlite(databasePath(dataFolder), options);
}

async function scannerSetting(settings: Settings): Promise<string> {
	const values = await settings.read({ organisationId: null, personId: null });
	return String(values.get('files.virusScanner'));
}

/** In bytes. */
async function largestFile(settings: Settings): Promise<number> {
	const values = await settings.read({ organisationId: null, personId: null });
	return Number(values.get('files.largestMegabytes')) * 1_000_000;
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

import type { Access } from '../access/permissions.ts';
import type { Accounts } from '../accounts/accounts.ts';
import type { Limits } from '../accounts/limits.ts';
import type { OpenFolder } from '../config.ts';
import type { ContentStore } from '../content/content-store.ts';
import type { ImportOptions, ImportReport } from '../content/transfer/import-folder.ts';
import type { FileStorage } from '../content/file-storage.ts';
import type { ForeignFiles } from '../content/files/foreign-files.ts';
import type { Database } from '../database/database.ts';
import type { Calendars } from '../feeds/calendars.ts';
import type { Jobs } from '../jobs/jobs.ts';
import type { Translator } from '../l10n/translator.ts';
import type { Seal } from '../mail/seal.ts';
import type { Notifications } from '../notifications/notifications.ts';
import type { Paper } from '../paper/paper.ts';
import type { PdfMaker } from '../pdf/pdf-maker.ts';
import type { Realtime } from '../realtime/realtime.ts';
import type { Shelves } from '../search/shelves/shelves.ts';
import type { ThingRights } from '../search/shelves/thing-rights.ts';
import type { Commands } from './commands.ts';
import type { Health } from './health/health.ts';
import type { ProblemChecks } from './problems/problem-checks.ts';
import type { Settings } from './settings.ts';
import type { Walkthroughs } from './walkthroughs.ts';

/** The hub's parts that plugins are declared to, and reach through their context. */
export interface HostParts {
	readonly database: Database;
	readonly access: Access;
	readonly accounts: Accounts;
	readonly content: ContentStore;
	readonly commands: Commands;
	readonly settings: Settings;
	readonly translator: Translator;
	readonly walkthroughs: Walkthroughs;
	readonly limits: Limits;
	readonly notifications: Notifications;
	readonly calendars: Calendars;
	readonly realtime: Realtime;
	readonly jobs: Jobs;
	readonly health: Health;
	readonly problems: ProblemChecks;
	readonly pdf: PdfMaker;
	readonly paper: Paper;
	readonly files: FileStorage;
	/** Takes a folder of texts over, with the rights of the actor that the options name. */
	readonly importFolder: (options: ImportOptions) => Promise<ImportReport>;
	readonly seal: Seal;
	readonly signingKey: string;
	/** Texts that came with the installation. */
	readonly contentFolder: string;
	readonly url: URL;
	readonly shelves: Shelves;
	readonly thingRights: ThingRights;
	readonly foreignFiles: ForeignFiles;
	readonly openFolders: readonly OpenFolder[];
	readonly contentUrl: URL | null;
}

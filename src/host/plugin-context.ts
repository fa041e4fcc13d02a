import type { Readable } from 'node:stream';
import type { Kysely, OperationNodeSource } from 'kysely';
import type { Actor } from '../access/actor.ts';
import type { ItemReach } from '../access/answers-for.ts';
import type { Asked } from '../access/permissions.ts';
import type { Budget, LimitedCaller } from '../accounts/limits.ts';
import type { Organisation, Site } from '../accounts/organisations.ts';
import type { LogoImage } from '../accounts/logo-image.ts';
import type { PeopleFilter, Person } from '../accounts/people.ts';
import type { ContentStore } from '../content/content-store.ts';
import type { ContentType } from '../content/content-types.ts';
import type { RenderedMessage } from '../content/markdown/render-message.ts';
import type { ImportOptions, ImportReport } from '../content/transfer/import-folder.ts';
import type { FileStorage } from '../content/file-storage.ts';
import type { Reader } from '../content/reader.ts';
import type { Disposable } from '../events.ts';
import type { CalendarProvider } from '../feeds/calendars.ts';
import type { Formatters } from '../l10n/formatters.ts';
import type { EnqueueOptions, JobDefinition } from '../jobs/job.ts';
import type { InterfaceLanguage } from '../l10n/languages.ts';
import type { Translate } from '../l10n/translator.ts';
import type { Seal } from '../mail/seal.ts';
import type { NewNotification, NotificationDefinition } from '../notifications/notification.ts';
import type { RoomDefinition, RoomEvent } from '../realtime/room.ts';
import type { OpenFolder } from '../config.ts';
import type { ForeignFiles } from '../content/files/foreign-files.ts';
import type { Shelves } from '../search/shelves/shelves.ts';
import type { MayFind } from '../search/shelves/thing-rights.ts';
import type { Paper } from '../paper/paper.ts';
import type { PdfMaker } from '../pdf/pdf-maker.ts';
import type { OrganisationBadge, SideView } from '../workbench/locals.ts';
import type { CommandDefinition } from './command.ts';
import type { Invocation } from './commands.ts';
import type { HealthCheck } from './health/health-check.ts';
import type { ProblemCheck } from './problems/problem-check.ts';
import type { SettingSubject, SettingValue } from './settings.ts';

/** What plugins export to each other; a plugin adds its own name by declaration merging. */
// eslint-disable-next-line @typescript-eslint/no-empty-object-type -- filled by plugins
export interface PluginExports {}

/** Who a tree in the side bar is for, and where they are. */
export interface ViewRequest {
	readonly reader: Reader;
	readonly t: Translate;
	readonly language: InterfaceLanguage;
	/** Path of the page that is shown. */
	readonly path: string;
	/** Item that is shown, if the page shows one. */
	readonly itemId: string | null;
	readonly collectionId: string | null;
	readonly organisationId: string | null;
	readonly can: (permission: string, ...object: Asked) => boolean;
}

export type TreeNodes = Pick<SideView, 'nodes' | 'action'>;

export interface TreeDataProvider {
	getNodes(request: ViewRequest): Promise<TreeNodes>;
}

/** Something that waits for a person: a sentence that names the act, and where it is done. */
export interface Task {
	readonly title: string;
	readonly url: string;
	/** Why, and since when. */
	readonly text?: string;
	/** Whose it is; its mark stands at the start of the line. */
	readonly organisation?: OrganisationBadge;
	/** Language of the title where it differs from the page's. */
	readonly language?: string;
	/** What is due earlier stands higher; what has no date stands last. */
	readonly dueAt?: number;
	/** Name of a Lucide icon, in place of the plugin's. */
	readonly icon?: string;
}

export interface TaskRequest {
	readonly t: Translate;
	readonly format: Formatters;
	readonly language: InterfaceLanguage;
}

/** One thing that waits, as the database knows it; what the names hold is the provider's business. */
export interface TaskRow {
	readonly kind: string;
	readonly id: string;
	readonly title: string;
	readonly language: string | null;
	readonly text: string | null;
	readonly path: string | null;
	readonly count: number | null;
	readonly at: number | null;
	/** Among those of the same provider the smaller stands higher, unless `dueAt` says otherwise. */
	readonly place: number | null;
}

/** What waits for a reader, as a part of the one query that asks all providers. */
export interface TaskSource {
	/** A select with the columns of `TaskRow`, with a limit; null where nothing can wait for this reader. */
	select(reader: Reader): OperationNodeSource | null;
	toTasks(row: TaskRow, request: TaskRequest): readonly Task[];
}

/** What a card of the home page shows, as a part of the one query that asks for all of it. */
export type WidgetSource = Pick<TaskSource, 'select'>;

/** A thing that the palette leads to. */
export interface QuickAccessThing {
	readonly title: string;
	/** Path of its page. */
	readonly url: string;
	/** What tells it from others of its name. */
	readonly detail?: string;
	readonly language?: string;
}

export interface QuickAccessProvider {
	/** What of this kind the reader may know of and has the text in its name; all of it for an empty one. One query. */
	find(reader: Reader, text: string): Promise<readonly QuickAccessThing[]>;
}

/** What waits for a reader, where a select cannot say it; costs a query of its own. */
export interface TaskLister {
	list(reader: Reader, request: TaskRequest): Promise<readonly Task[]>;
}

/** Asked for people who are signed in. */
export type TaskProvider = TaskSource | TaskLister;

/** Whoever leaves, and where. */
export interface HandedOver {
	readonly organisationId: string;
	readonly personId: string;
}

/** Something that a person answers for. */
export interface HandoverThing {
	readonly title: string;
	readonly url?: string;
}

export interface HandoverHeir {
	readonly kind: 'person' | 'group';
	readonly id: string;
	readonly name: string;
	/** Null for a group. */
	readonly email: string | null;
}

export interface HandoverProvider {
	/** All of this kind that the person answers for in the organisation; one query. */
	list(of: HandedOver): Promise<readonly HandoverThing[]>;
	/** Somebody else answers for all of it. Runs inside the transaction of the handover: database work only. */
	handOver(of: HandedOver, to: HandoverHeir): Promise<void>;
}

/** Whether the key of a menu's toggle holds of an item, for this reader. One query. */
export type ItemKeyProvider = (reader: Reader, itemId: string) => Promise<boolean>;

/** Lies in the archive as `<declaration>/<id>/<name>`. */
export interface PersonalFile {
	readonly id: string;
	readonly name: string;
	read(): Readable;
}

/** The functions behind a `personalData` declaration. */
export interface PersonalDataHandler {
	/**
	 * Everything stored about the person under this declaration, as plain data; a list that may be long as an async
	 * iterable. Numbers under names that end in `At` are times.
	 */
	export(personId: string): Promise<unknown>;
	/** Files that the person has brought, for the archive beside it; `export` names them by the same ids. */
	files?(personId: string): Promise<readonly PersonalFile[]>;
	/** Removes it, or takes the person out of it. Runs inside the transaction of the erasure: database work only. */
	erase(personId: string): Promise<void>;
}

/**
 * What a plugin is given when it is activated. Everything registered through it is undone by the host when the
 * plugin goes.
 */
export interface PluginContext {
	readonly pluginId: string;
	readonly commands: {
		/** The command must be declared in the manifest. */
		register<Input, Output, Prepared>(
			id: string,
			definition: CommandDefinition<Input, Output, Prepared>,
		): Disposable;
		execute(id: string, input: unknown, invocation: Invocation): Promise<unknown>;
	};
	readonly content: Omit<ContentStore, 'types'>;
	readonly markdown: {
		/** The small Markdown of messages and remarks, of at most 4,000 characters; cheap enough to be rendered in place. */
		message(text: string, options?: { readonly mentions?: readonly string[] }): RenderedMessage;
	};
	/** Content types of the plugins that are on for the reader. */
	readonly contentTypes: { list(reader: Reader): readonly ContentType[] };
	readonly organisations: {
		list(): Promise<readonly Organisation[]>;
		sites(organisationIds: readonly string[]): Promise<readonly Site[]>;
		/** What stands at the head of its letters: the letterhead, or else the logo. */
		letterhead(slug: string): Promise<Pick<LogoImage, 'mediaType' | 'bytes'> | null>;
	};
	readonly people: {
		/** Those whom the actor may see. */
		list(actor: Actor, filter?: PeopleFilter): Promise<readonly Person[]>;
		/** Of people and organisations, by their ids; whoever asks sees to it that they may be told. One query. */
		names(ids: readonly string[]): Promise<ReadonlyMap<string, string>>;
	};
	readonly views: { registerTreeDataProvider(viewId: string, provider: TreeDataProvider): Disposable };
	readonly menus: { registerItemKey(key: string, provider: ItemKeyProvider): Disposable };
	readonly tasks: { register(id: string, provider: TaskProvider): Disposable };
	/** What a card of the home page shows: it finds the rows in `Astro.locals.widgets.rows(id)`. */
	readonly widgets: { register(id: string, source: WidgetSource): Disposable };
	/** What `#` finds in the palette. */
	readonly quickAccess: { register(id: string, provider: QuickAccessProvider): Disposable };
	/** What somebody who leaves has to hand over; the kind must be declared in the manifest. */
	readonly handover: { register(id: string, provider: HandoverProvider): Disposable };
	/** What is wrong with a text; each kind must be declared in the manifest. */
	readonly problems: {
		register(id: string, check: ProblemCheck): Disposable;
		/** What the checks stand on has changed for these items: their problems are found anew within minutes. */
		lookAgain(itemIds: readonly string[]): Promise<void>;
	};
	/** What people are told; each kind must be declared in the manifest. */
	readonly notifications: {
		/** For kinds that are about something else than items: who may know of them. */
		register(id: string, definition: NotificationDefinition): Disposable;
		/** In the running transaction, if there is one: people hear of it if and only if it happened. */
		notify(notification: NewNotification): Promise<void>;
		/** It is settled: whoever has not read it need not any more. */
		withdraw(id: string, key: string): Promise<void>;
	};
	/** What those who look at it hear of at once. The database delivers, and this hurries: an event may get lost. */
	readonly realtime: {
		/** The room must be declared in the manifest. */
		registerRoom(id: string, definition: RoomDefinition): Disposable;
		/** To everybody in one of the plugin's own rooms, after the commit of the running transaction. */
		emit(id: string, key: string, event: RoomEvent): Promise<void>;
		/** To all devices of these people, who hear it in the room `core.person`. */
		tell(personIds: readonly string[], event: RoomEvent): Promise<void>;
	};
	/** Dates that stand in somebody's calendar; each must be declared in the manifest. */
	readonly calendars: { register(id: string, provider: CalendarProvider): Disposable };
	readonly jobs: {
		/** The job must be declared in the manifest. */
		register<Input>(id: string, definition: JobDefinition<Input>): Disposable;
		/**
		 * Puts one of the plugin's own jobs into line, in the running transaction if there is one: it is there if and
		 * only if its cause is. Answers its id.
		 */
		enqueue(id: string, input: unknown, options?: EnqueueOptions): Promise<string>;
	};
	/** What the search finds of the plugin's own, and who may read it; each type must be declared in the manifest. */
	readonly search: Shelves & {
		/** The words of a German text as the search knows them: folded and stemmed, without those that say nothing. */
		stems(text: string): readonly string[];
		/** Who may find things of a kind that has `ownRights`. */
		register(type: string, mayFind: MayFind): Disposable;
	};
	/** Files that lie elsewhere, which the hub does not keep. */
	readonly foreignFiles: ForeignFiles;
	/** Lines of the page that says how the hub is; each must be declared in the manifest. */
	readonly health: { register(check: HealthCheck): Disposable };
	readonly settings: {
		get(key: string, subject: SettingSubject): Promise<SettingValue>;
		/** One setting of several organisations, by their ids, in one query. */
		ofOrganisations(
			key: string,
			organisationIds: readonly string[],
		): Promise<ReadonlyMap<string, SettingValue>>;
	};
	readonly access: {
		can(actor: Actor, permission: string, ...object: Asked): boolean;
		require(actor: Actor, permission: string, ...object: Asked): void;
		/**
		 * Whom something of the organisation's is for, as it is stored and asked with `principalsOf`. Choices are `own`,
		 * `network`, `organisation:<id>` and `group:<id>`. @throws VerbundError `command.inputInvalid`
		 */
		principals(organisationId: string, choices: readonly string[]): Promise<readonly string[]>;
		/** Whether a person may read what is published of an item, for telling them, and who it is meant for. */
		reach(personId: string, itemId: string): Promise<ItemReach>;
	};
	/** For what not everybody may do as often as they like. */
	readonly limits: {
		/** Counts one more; call it in `prepare`. @throws VerbundError `request.tooMany` */
		take(name: string, caller: LimitedCaller, budget: Budget): Promise<void>;
	};
	/** The plugin's own tables, whose names begin with its id; a query that names another table is refused. */
	readonly storage: PluginStorage;
	readonly personalData: { register(id: string, handler: PersonalDataHandler): Disposable };
	/** Makes a PDF of plain data: tagged, with language and title. */
	readonly pdf: Pick<PdfMaker, 'make'>;
	/** Texts as Word files and PDFs, and Word files with placeholders, filled for one reader. */
	readonly paper: Omit<Paper, 'close'>;
	readonly l10n: { t(language: InterfaceLanguage): Translate };
	/**
	 * Bytes that are the plugin's own, under ids of its own making; backups carry them. What is removed goes after the
	 * commit of the running transaction.
	 */
	readonly files: Pick<FileStorage, 'write' | 'read' | 'remove' | 'pathOf' | 'requireRoom'>;
	/** Texts that people bring along; `stageSource` makes a folder of them. */
	readonly transfer: {
		/** Makes items of a folder of Markdown, with its pictures and files. */
		importFolder(options: ImportOptions): Promise<ImportReport>;
	};
	/** For paths that open something by themselves; what one plugin has signed is nothing to another. */
	readonly signatures: {
		sign(value: string): string;
		/** The signed value, or null. */
		verify(signed: string): string | null;
	};
	/** Keeps the password for another server out of the database. */
	readonly seal: Seal;
	/** The texts that came with the installation are trusted as its code is; `url` is the address of the hub. */
	readonly installation: {
		readonly contentFolder: string;
		readonly version: string;
		readonly url: URL;
		/** Folders that whoever runs the server has opened to be read. */
		readonly openFolders: readonly OpenFolder[];
		/** Another host name of the hub, where pages that are declared `foreign` run; null for none. */
		readonly contentUrl: URL | null;
	};
	readonly log: { info(message: string): void; error(message: string, error?: unknown): void };
	use<Id extends keyof PluginExports>(pluginId: Id): Promise<PluginExports[Id]>;
}

export interface PluginStorage {
	/** Reads; inside a command's transaction it is that transaction. */
	query<Tables>(): Kysely<Tables>;
	/** One transaction; joins the running one. Quiet, if no page that is kept shows what it writes. */
	transaction<Tables, T>(
		work: (transaction: Kysely<Tables>) => Promise<T>,
		options?: { readonly quiet?: boolean },
	): Promise<T>;
}

export interface PluginDefinition<Exports> {
	activate(context: PluginContext): Exports | Promise<Exports>;
}

/** Gives the plugin's one function its types. */
export function definePlugin<Exports>(definition: PluginDefinition<Exports>): PluginDefinition<Exports> {
	return definition;
}

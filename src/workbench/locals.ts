import type { Actor } from '../access/actor.ts';
import type { Asked } from '../access/permissions.ts';
import type { Preferences } from '../accounts/account.ts';
import type { WritingChoices } from '../accounts/writing-choices.ts';
import type { Attachment } from '../content/attachments.ts';
import type { Collection, CollectionFilter } from '../content/collections.ts';
import type { ContentType } from '../content/content-types.ts';
import type { DraftText } from '../content/draft-text.ts';
import type { FieldSchema, FieldValues } from '../content/fields.ts';
import type { FileText } from '../content/files/read-file-texts.ts';
import type { HistoryEntry, ListedItem, ReadItem, Revision, WorkingItem } from '../content/item.ts';
import type { ItemFilter, WorkingFilter, WorkingListItem } from '../content/list-items.ts';
import type { FormerText } from '../content/read-former.ts';
import type { ItemReference } from '../content/read-item.ts';
import type { Reader } from '../content/reader.ts';
import type { WorkingCopy } from '../content/working-copies.ts';
import type { AcknowledgementsView } from '../host/acknowledgements/acknowledgements-for.ts';
import type { Administration } from '../host/administration.ts';
import type { FindRequest, FindResult } from '../host/find/find.ts';
import type { Legal } from '../host/legal.ts';
import type { MenuLocation } from '../host/manifest.ts';
import type { MenuObject } from '../host/menu-at.ts';
import type { MenuCommand } from '../host/menus.ts';
import type { Shortcut } from '../host/palette/shortcuts.ts';
import type { PluginExports, Task } from '../host/plugin-context.ts';
import type { ProblemViews } from '../host/problems/problem-views.ts';
import type { ReviewsView } from '../host/reviews/reviews-for.ts';
import type { SearchCare } from '../host/search-care.ts';
import type { NewItem } from '../host/new-items.ts';
import type { NotificationCenter } from '../host/notification-center.ts';
import type { SettingValue } from '../host/settings.ts';
import type { TransferViews } from '../host/transfer-views.ts';
import type { Walkthrough } from '../host/walkthroughs.ts';
import type { HomeWidgets } from '../host/widgets.ts';
import type { Formatters } from '../l10n/formatters.ts';
import type { InterfaceLanguage } from '../l10n/languages.ts';
import type { Translate } from '../l10n/translator.ts';

/** All that a page may use: who reads, in which words, and what the hub can do for them. */
export interface WorkbenchLocals {
	readonly actor: Actor;
	/** The signed-in person, or null. */
	readonly person: SignedInPerson | null;
	readonly network: { readonly name: string };
	/** Address of the hub for links that leave it, without a slash at the end. */
	readonly baseUrl: string;
	/** Address of the style sheet with colours and signs of the organisations; another one when they change. */
	readonly organisationStyles: string;
	readonly language: InterfaceLanguage;
	/** Content languages, most wanted first. */
	readonly contentLanguages: readonly string[];
	readonly theme: Theme;
	readonly textSize: TextSize;
	readonly t: Translate;
	readonly format: Formatters;
	readonly frame: Frame;
	/** What was just done, shown once after a form post (`?done=<key>` never carries text). */
	readonly notice: FrameNotice | null;
	readonly can: (permission: string, ...object: Asked) => boolean;
	readonly preferences: Preferences;
	/** For the exports of plugins, whose functions ask for whoever reads. */
	readonly reader: Reader;
	readonly content: PageContent;
	/** What waits for the person, what is due first at the top; nothing for visitors. */
	readonly tasks: () => Promise<readonly Task[]>;
	readonly search: (request: FindRequest) => Promise<FindResult>;
	readonly use: <Id extends keyof PluginExports>(pluginId: Id) => Promise<PluginExports[Id]>;
	readonly setting: (key: string) => SettingValue;
	readonly administration: Administration;
	/** Plugins that are off for this reader, by their ids. */
	readonly disabledPlugins: readonly string[];
	/** Resolves `%key%` of a manifest; other text is answered as it is. */
	readonly label: (text: string) => string;
	/** Commands that plugins offer at a place; of an item or a collection where the place is about one. */
	readonly menu: (location: MenuLocation, object?: MenuObject) => readonly MenuCommand[];
	/** Cards of plugins for the home page. */
	readonly widgets: HomeWidgets;
	/** Something of a plugin could not be shown; the plugin page says so. */
	noteFailure(pluginId: string, error: unknown): void;
	/** First steps of the person; none for visitors. */
	readonly walkthroughs: () => readonly Walkthrough[];
	/** The same where the address of an item leads nowhere (`item/missing`); nothing for all other addresses. */
	readonly missingItemMenu: (path: string) => readonly MenuCommand[];
	/** What the checks found, as far as the reader works on it. */
	readonly problems: ProblemViews;
	/** Approvals, comments and the history of items. */
	readonly reviews: ReviewsView;
	/** What the person is asked to confirm, and what came of it. */
	readonly acknowledgements: AcknowledgementsView;
	/** Searches without a hit, and words that mean the same. */
	readonly searchCare: SearchCare;
	/** What the person is told, and how they want to hear of it. */
	readonly notifications: NotificationCenter;
	/** Texts that people bring along or take away. */
	readonly transfers: TransferViews;
	/** Imprint, data protection, accessibility. */
	readonly legal: Legal;
	/** A new idempotency key, one for each form. */
	readonly formKey: () => string;
	/** What the person can begin to write, in the order of the rail. */
	readonly newItems: () => readonly NewItem[];
	/** Templates for a text of this type in this language. */
	readonly snippets: (typeId: string, language: string) => readonly Snippet[];
	/** A form that was posted to this page and came back, with its values and what was wrong. */
	readonly submission: Submission | null;
	/** What the page shows; a page sets it before its layout renders, for the views of the side bar. */
	place: Place;
	/** Accounts to try, with what they are for; demo mode only. */
	readonly demo: { readonly password: string; readonly accounts: readonly DemoAccount[] } | null;
	/** False while nobody has an account here; one query. */
	isSetUp(): Promise<boolean>;
	/** What a one-time link of the address is good for. */
	readonly links: {
		find(kind: 'setup' | 'invitation' | 'passwordReset', token: string): Promise<LinkView | null>;
	};
}

/** A template that a plugin offers to those who write. */
export interface Snippet {
	/** What one types to find it. */
	readonly prefix: string;
	readonly title: string;
	readonly description: string;
	/** Markdown, with `${1:words}` for what is to be filled in. */
	readonly body: string;
}

export interface DemoAccount {
	readonly email: string;
	readonly name: string;
	readonly label: string;
	readonly organisation: string;
}

export interface LinkView {
	/** Address the link was made for, if it was made for one. */
	readonly email: string | null;
	readonly organisationName: string | null;
}

/** The content store, read as the person who asks for the page. */
export interface PageContent {
	/** Content types that are on for this reader. */
	readonly types: readonly ContentType[];
	read(reference: ItemReference, language?: string): Promise<ReadItem>;
	list(filter: ItemFilter): Promise<readonly ListedItem[]>;
	listWorking(filter: WorkingFilter): Promise<readonly WorkingListItem[]>;
	/** Texts of an item that its readers had once, by their numbers. */
	formerTexts(id: string, numbers: readonly number[]): Promise<readonly FormerText[]>;
	open(id: string): Promise<WorkingItem>;
	openVariant(id: string, language: string): Promise<Revision | null>;
	/** What the reader wrote of a variant and has not saved. */
	workingCopy(id: string, language: string): Promise<WorkingCopy | null>;
	/** @param texts numbers of those that are wanted with their text */
	history(id: string, texts?: readonly number[]): Promise<readonly HistoryEntry[]>;
	revision(id: string, number: number): Promise<Revision>;
	collections(filter: CollectionFilter): Promise<readonly Collection[]>;
	/** Files of an item that the actor works on. */
	attachments(itemId: string): Promise<readonly Attachment[]>;
	/** What the item's file says in revisions that the reader was shown, by its id in their fields. */
	fileTexts(
		itemId: string,
		schema: FieldSchema,
		revisions: readonly Pick<DraftText, 'fields'>[],
	): Promise<ReadonlyMap<string, FileText>>;
	/**
	 * Sanitised HTML of texts of this organisation that are not stored, with placeholders shown literally. One query for
	 * all of them.
	 */
	previews(sources: readonly string[], organisationId: string): Promise<readonly string[]>;
	/** Texts of this organisation to be compared: titles in the place of references to other items. */
	linkedTitles(organisationId: string, texts: readonly DraftText[]): Promise<readonly DraftText[]>;
	/** All languages that content can have a variant in. */
	readonly languages: readonly string[];
	/** @throws VerbundError `access.denied` for those who do not write for the organisation */
	choices(organisationId: string): Promise<WritingChoices>;
	/** Names of people by their ids, as far as the reader may see them. */
	names(personIds: readonly string[]): Promise<ReadonlyMap<string, string>>;
}

/**
 * The outcome of a form post that stays on its page: because something is wrong, because a preview was asked for,
 * or because the answer is shown this once.
 */
export interface Submission {
	readonly command: string;
	/** Value of a field as it was sent, for filling the form again. */
	value(name: string): string | undefined;
	/** All values of a repeated field. */
	values(name: string): readonly string[];
	/** Names that were sent, `steps.0.title`. */
	readonly names: readonly string[];
	readonly error: SubmissionError | null;
	/** Translated fault of one field. */
	fieldError(name: string): string | undefined;
	/** Answer of a command whose answer is a secret, such as a one-time link. */
	readonly result: unknown;
	/** True when the form was sent with `_preview`. */
	readonly preview: boolean;
	/** `fields.*` of a content type, rows in their order; what was not understood as it was written. */
	readonly fields: FieldValues;
}

export interface SubmissionError {
	readonly code: string;
	readonly message: string;
	readonly fields: readonly { readonly path: string; readonly message: string }[];
	readonly values: Readonly<Record<string, string | number>>;
}

export interface Place {
	readonly itemId?: string | null;
	readonly collectionId?: string | null;
	readonly organisationId?: string | null;
}

export type Theme = 'system' | 'light' | 'dark' | 'contrast';
export type TextSize = 'normal' | 'large' | 'larger';

export interface SignedInPerson {
	readonly id: string;
	readonly name: string;
	readonly initials: string;
	readonly networkAdmin: boolean;
	/** The acting organisation, or null for someone without membership. */
	readonly organisation: OrganisationBadge | null;
	readonly organisations: readonly OrganisationBadge[];
}

export interface OrganisationBadge {
	readonly id: string;
	readonly slug: string;
	readonly name: string;
	readonly shortName: string;
}

export type { Formatters };

/** What surrounds every page, made from the contributions of the plugins that are on for this reader. */
export interface Frame {
	readonly rail: readonly RailItem[];
	/** Views of the side bar of the current area, as they stand at this place. */
	views(place: Place): Promise<readonly SideView[]>;
	readonly status: readonly StatusItem[];
	/** What can be opened beside the page. */
	readonly panels: readonly FramePanel[];
	/** Keys that do something, on the keyboard of this browser. */
	keys(userAgent: string): FrameKeys;
	/** All that keys can be given to, for the page that shows and changes them. */
	shortcuts(userAgent: string): readonly Shortcut[];
	/** Further lines of the menu under the avatar, before settings and signing out. */
	readonly personMenu?: readonly MenuLink[];
}

export interface FramePanel extends MenuLink {
	readonly id: string;
}

export interface FrameKeys {
	/** Those that open the search; what is typed next belongs to it. */
	readonly search: readonly string[];
	readonly others: readonly string[];
}

export interface MenuLink {
	readonly title: string;
	readonly url: string;
	/** Name of a Lucide icon, kebab-case. */
	readonly icon: string;
}

export interface RailItem {
	readonly id: string;
	readonly title: string;
	/** Name of a Lucide icon, kebab-case. */
	readonly icon: string;
	readonly url: string;
	readonly current: boolean;
	/** At the lower end of the rail; on the phone behind "Mehr". */
	readonly secondary?: boolean;
	/** In the bar at the foot of a phone before the others. */
	readonly phone?: boolean;
}

export interface SideView {
	readonly id: string;
	readonly title: string;
	/** The `+` beside the heading. */
	readonly action?: { readonly title: string; readonly url: string };
	readonly nodes: readonly TreeNode[];
	/** Shown when there are no nodes: what belongs here and the first step. */
	readonly welcome?: {
		readonly text: string;
		readonly action?: { readonly title: string; readonly url: string };
	};
}

export interface TreeNode {
	readonly title: string;
	/** Language of the title where it differs from the page's. */
	readonly language?: string;
	readonly url?: string;
	readonly count?: number;
	readonly current?: boolean;
	readonly open?: boolean;
	readonly children?: readonly TreeNode[];
}

export interface StatusItem {
	readonly id: string;
	readonly text: string;
	readonly url?: string;
	readonly side: 'start' | 'end';
}

export interface FrameNotice {
	readonly kind: 'done' | 'problem';
	readonly text: string;
}

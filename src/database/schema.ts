import type { Generated } from 'kysely';

/**
 * The core's tables. One shape fits SQLite and PostgreSQL: ids are UUIDv7 texts, times are milliseconds
 * since 1970, structured values are JSON texts, yes and no are 1 and 0.
 */
export interface Schema {
	/** Made by the port itself (change-mark.ts). */
	change_mark: { value: number };
	hub_state: { key: string; value: string };
	organisations: OrganisationTable;
	sites: SiteTable;
	groups: GroupTable;
	group_organisations: { group_id: string; organisation_id: string };
	group_members: { group_id: string; person_id: string };
	people: PersonTable;
	erasures: { person_id: string; erased_at: number };
	memberships: { person_id: string; organisation_id: string; created_at: number };
	membership_roles: { person_id: string; organisation_id: string; role: string };
	permission_roles: { organisation_id: string; permission: string; roles: string };
	sessions: SessionTable;
	api_tokens: ApiTokenTable;
	account_links: AccountLinkTable;
	sign_in_attempts: { bucket: string; window_start: number; failures: number };
	settings: SettingTable;
	migrations: { scope: string; name: string; applied_at: number };
	collections: CollectionTable;
	items: ItemTable;
	item_audience: { item_id: string; principal: string };
	item_variants: VariantTable;
	item_tags: { item_id: string; tag: string };
	item_links: { item_id: string; language: string; target_item_id: string };
	revisions: RevisionTable;
	renditions: RenditionTable;
	files: FileTable;
	/** What is written in a file, as far as it could be read. */
	file_texts: { file_id: string; text: string };
	/** The version that readers of a variant are given. */
	published_files: { item_id: string; language: string; file_id: string };
	uploads: UploadTable;
	search_documents: SearchDocumentTable;
	search_texts: SearchTextTable;
	search_words: SearchWordTable;
	search_state: SearchStateTable;
	search_removals: SearchRemovalTable;
	search_synonyms: SearchSynonymTable;
	search_changes: { source: string; object_id: string };
	search_misses: SearchMissTable;
	/** What plugins have the search find, by who may read it. */
	shelves: { id: string; type: string; organisation_id: string };
	shelf_audience: { shelf_id: string; principal: string };
	shelved: { id: string; shelf_id: string; url: string; part_of: string };
	working_copies: WorkingCopyTable;
	editing_presence: { item_id: string; language: string; person_id: string; seen_at: number };
	idempotency_keys: IdempotencyKeyTable;
	audit_segments: AuditSegmentTable;
	audit_entries: AuditEntryTable;
	legal_texts: LegalTextTable;
	barrier_reports: BarrierReportTable;
	request_counts: { bucket: string; window_start: number; count: number };
	jobs: JobTable;
	job_schedules: { type: string; cron: string; next_at: number; last_at: number | null };
	problems: ProblemTable;
	problem_checks: ProblemCheckTable;
	review_policies: ReviewPolicyTable;
	review_policy_people: { policy_id: string; person_id: string };
	reviews: ReviewTable;
	publication_schedules: PublicationScheduleTable;
	review_comments: ReviewCommentTable;
	item_steps: ItemStepTable;
	/** Whom a version was published to, as in `item_audience`, and not taken from since. */
	version_readers: { item_id: string; revision: number; principal: string };
	imports: ImportTable;
	import_entries: ImportEntryTable;
	exports: ExportTable;
	organisation_logos: { organisation_id: string; media_type: string; bytes: Buffer };
	organisation_letterheads: { organisation_id: string; media_type: string; bytes: Buffer };
	acknowledgement_requests: AcknowledgementRequestTable;
	/** Whom a request concerns: `organisation:<id>`, `group:<id>`, `role:<role>`; none for the whole audience. */
	acknowledgement_principals: { item_id: string; principal: string };
	/** Confirmations without a name: whose they are only the hub can tell, and tells only the person. */
	acknowledgement_marks: { item_id: string; edition: number; holder: string };
	/** Confirmations where the organisation allows names. The day is `2027-11-03`. */
	acknowledgement_names: { item_id: string; edition: number; person_id: string; confirmed_on: string };
	notifications: NotificationTable;
	notification_receivers: NotificationReceiverTable;
	notification_choices: NotificationChoiceTable;
	push_subscriptions: PushSubscriptionTable;
	mails: MailTable;
	feed_addresses: { person_id: string; token_hash: string; created_at: number };
}

interface OrganisationTable {
	id: string;
	slug: string;
	name: string;
	short_name: string;
	/** `#rrggbb`, with at least 4.5:1 contrast against white. */
	colour: string;
	/** JSON object of placeholder values: phone, email, address, website and the organisation's own. */
	fields: string;
	created_at: number;
	archived_at: number | null;
	/** Digest of the image in `organisation_logos`; null without one. */
	logo: Generated<string | null>;
	/** The same of the image in `organisation_letterheads`. */
	letterhead: Generated<string | null>;
	/** Raised by each change; what optimistic locking compares. */
	version: Generated<number>;
}

interface SiteTable {
	id: string;
	organisation_id: string;
	slug: string;
	name: string;
	address: string;
	phone: string;
	email: string;
}

/** `organisation_id` administers the group; `group_organisations` lists whose people it may hold. */
interface GroupTable {
	id: string;
	organisation_id: string;
	slug: string;
	name: string;
	created_at: number;
}

interface PersonTable {
	id: string;
	email: string;
	name: string;
	password_hash: string | null;
	network_admin: number;
	/** JSON: interfaceLanguage, contentLanguages, theme, textSize. */
	preferences: string;
	created_at: number;
	disabled_at: number | null;
}

interface SessionTable {
	/** Hexadecimal SHA-256 of the token; the token itself is only in the cookie. */
	id: string;
	person_id: string;
	expires_at: number;
	absolute_expires_at: number;
	created_at: number;
	acting_organisation_id: string | null;
	/** Browser and system in a few words, so that the person recognises the session. */
	device: string;
}

interface ApiTokenTable {
	id: string;
	token_hash: string;
	person_id: string;
	name: string;
	scope: 'read' | 'write';
	created_at: number;
	expires_at: number | null;
	revoked_at: number | null;
}

/** One-time links: the first administrator's set-up, an invitation, a password reset. */
interface AccountLinkTable {
	id: string;
	token_hash: string;
	kind: 'setup' | 'invitation' | 'passwordReset';
	organisation_id: string | null;
	person_id: string | null;
	email: string | null;
	/** JSON array of roles given on acceptance. */
	roles: string;
	created_by: string | null;
	created_at: number;
	expires_at: number;
	used_at: number | null;
}

/** `scope_id` is empty for the network, else the id of the organisation or person. */
interface SettingTable {
	scope: 'network' | 'organisation' | 'person';
	scope_id: string;
	key: string;
	value: string;
	locked: number;
	updated_at: number;
}

interface CollectionTable {
	id: string;
	organisation_id: string;
	parent_id: string | null;
	slug: string;
	title: string;
	position: number;
}

interface ItemTable {
	id: string;
	type: string;
	organisation_id: string;
	collection_id: string | null;
	slug: string;
	/** The language that the other variants are translated from. */
	source_language: string;
	/** Raised by each major publication of any variant; acknowledgements bind to it. */
	edition: number;
	/** Number of the newest revision of any variant; what optimistic locking compares. */
	last_revision: number;
	responsible_person_id: string | null;
	responsible_group_id: string | null;
	checked_at: number | null;
	checked_by: string | null;
	review_due_at: number | null;
	/** The partner's item and revision that this one was adopted from. */
	origin_item_id: string | null;
	origin_revision: number | null;
	/** `<source>:<path>` of an import, so that importing again finds the same item. */
	import_key: string | null;
	published_at: number | null;
	created_at: number;
	created_by: string | null;
	updated_at: number;
	archived_at: number | null;
	deleted_at: number | null;
}

interface VariantTable {
	item_id: string;
	language: string;
	state: 'draft' | 'inReview' | 'published';
	draft_revision: number | null;
	published_revision: number | null;
	/** Title and summary of the published revision, or of the draft while nothing is published. */
	title: string;
	summary: string;
	published_at: number | null;
}

interface RevisionTable {
	item_id: string;
	number: number;
	language: string;
	title: string;
	summary: string;
	body: string;
	/** JSON object after the content type's schema. */
	fields: string;
	/** Revision of the source variant that a translation was made from. */
	based_on_revision: number | null;
	major: number;
	note: string;
	origin: 'written' | 'imported' | 'restored';
	/** Revision whose text this one took over again. */
	restored_from: number | null;
	author_id: string | null;
	created_at: number;
}

/** What a person writes and has not saved; it becomes a revision when they save. */
interface WorkingCopyTable {
	person_id: string;
	item_id: string;
	language: string;
	/** Newest revision of the variant when the person began; 0 for a new one. */
	expected_revision: number;
	/** Revision of the source language that it is made from. */
	based_on_revision: number | null;
	title: string;
	summary: string;
	body: string;
	fields: string;
	saved_at: number;
	/** Of the person's windows the one that wrote last; empty for what no window wrote. */
	window_id: string;
}

/** What publishing stored: HTML bytes between slots, the slots, headings for the table of contents. */
interface RenditionTable {
	item_id: string;
	language: string;
	revision: number;
	html: Buffer;
	slots: string | null;
	headings: string;
	/** JSON: path of a Markdown field (`steps.0.text`) to its rendering; null without any. */
	fields: string | null;
}

interface FileTable {
	id: string;
	organisation_id: string;
	item_id: string | null;
	name: string;
	/** What a text calls itself at its beginning; empty for other files. */
	title: Generated<string>;
	media_type: string;
	size: number;
	sha256: string;
	created_by: string | null;
	created_at: number;
	deleted_at: number | null;
	/** 1 for a version of what the item is about: readers get it only while it is published. */
	versioned: Generated<number>;
	/** How reading its text went; null as long as nobody tried. */
	text_state:
		'read' | 'empty' | 'encrypted' | 'unreadable' | 'unknown' | 'oldWord' | 'oldTable' | 'oldSlides' | null;
}

/** A file that is being sent; how much of it is there, its bytes on disk say. */
interface UploadTable {
	id: string;
	person_id: string;
	name: string;
	size: number;
	created_at: number;
}

/** One searchable variant. Narrow, because a query asks for the rights of many of them. */
interface SearchDocumentTable {
	id: Generated<number>;
	/** The same number for all variants of one object. */
	object: number;
	/** `content`, or the id of a plugin's search provider. */
	source: string;
	object_id: string;
	language: string;
	type: string;
	organisation_id: string;
	title: string;
	/** How often somebody opened it from the hits; nobody knows who. */
	uses: number;
	updated_at: number;
	/** State of the index (`search_state.version`) that wrote it. */
	version: number;
}

/** What was indexed: excerpts come from it, and so does a rebuilt index. */
interface SearchTextTable {
	document_id: number;
	/** JSON arrays of texts. */
	headings: string;
	tags: string;
	text: string;
	/** The same in numbers of `search_words`, as `document-words.ts` encodes it; null if an older release wrote it. */
	words: Buffer | null;
}

/** The vocabulary of the index, as `fold` writes words. */
interface SearchWordTable {
	id: Generated<number>;
	grammar: 'de' | 'en' | 'plain';
	word: string;
	stem: string;
	form: string;
	/** Stems of a compound's parts, with spaces between them, as far as they are known. */
	parts: string;
	documents: number;
	/** State of the index that brought the word or changed it last. */
	version: number;
}

/** One row. Who keeps something of the index in memory compares these numbers with its own. */
interface SearchStateTable {
	id: number;
	/** Raised by each write. */
	version: number;
	/** The version that replaced the whole index last. */
	generation: number;
	/** The compounds among the words up to this version have their parts. */
	compounds: number;
	/** Raised when synonyms change; 0 as long as the default ones hold. */
	synonyms: number;
}

/** Who keeps a document in memory learns here that it is gone. Empty again with each generation. */
interface SearchRemovalTable {
	version: number;
	document_id: number;
}

/** Words and phrases that mean the same; `organisation_id` is empty for the whole network. */
interface SearchSynonymTable {
	id: string;
	organisation_id: string;
	/** JSON array of texts. */
	terms: string;
	/** Raised by each change; what optimistic locking compares. */
	revision: Generated<number>;
}

/** What people of an organisation searched for in vain, without the people. */
interface SearchMissTable {
	id: string;
	organisation_id: string;
	/** Of the words, with the hub's own key. */
	digest: string;
	/** As they were typed last; null until a second search shows that they are nobody's own. */
	words: string | null;
	count: number;
	last_at: number;
	state: 'open' | 'done' | 'dismissed';
	/** Raised by each decision; what optimistic locking compares. */
	revision: number;
	/** Who takes care of it: a person or a group. */
	assigned_person_id: string | null;
	assigned_group_id: string | null;
	assigned_at: number | null;
	/** For whoever takes care of it. */
	note: string;
}

interface IdempotencyKeyTable {
	actor: string;
	command: string;
	key: string;
	digest: string;
	answer: string;
	created_at: number;
}

interface AuditSegmentTable {
	id: number;
	opened_at: number;
	sealed_at: number | null;
	/** Hash of the last entry of the segment before. */
	previous_hash: string;
	/** Hash of the last entry, set when sealed; kept when the entries are dropped. */
	seal: string | null;
}

interface AuditEntryTable {
	id: number;
	segment_id: number;
	at: number;
	actor_kind: string;
	actor_id: string | null;
	organisation_id: string | null;
	action: string;
	/** JSON: ids and digests of what was touched, never texts. */
	objects: string;
	hash: string;
}

/** `organisation_id` is empty for the text of the network. */
interface LegalTextTable {
	organisation_id: string;
	page: string;
	language: string;
	body: string;
	/** Rendered when it was saved. */
	html: string;
	updated_at: number;
}

/** What somebody, signed in or not, wrote about a barrier. */
interface BarrierReportTable {
	id: string;
	text: string;
	/** Path of the page it is about, or empty. */
	address: string;
	/** Where an answer goes, if one is wished for; emptied when the report is closed. */
	contact: string;
	created_at: number;
	closed_at: number | null;
}

interface JobTable {
	id: string;
	/** As declared: `<plugin>.<name>`. */
	type: string;
	/** At most one job of its type with this key waits or runs. */
	key: string | null;
	/** JSON after the schema of the job's type. */
	input: string;
	actor_kind: 'person' | 'system' | 'anonymous';
	/** The person, or the purpose of the system. */
	actor_id: string | null;
	/** The organisation that the person acted for. */
	organisation_id: string | null;
	state: 'waiting' | 'running' | 'done' | 'failed' | 'cancelled';
	/** How often it was begun. */
	attempt: number;
	/** Not before this time. */
	run_at: number;
	/** The process that runs it, and until when nobody else may. */
	lease_owner: string | null;
	lease_until: number | null;
	cancel_requested: number;
	progress_done: number;
	progress_total: number;
	/** JSON: `code` and `values` of a known error, or the `message` of another. */
	last_error: string | null;
	created_at: number;
	started_at: number | null;
	finished_at: number | null;
}

/** What a check found in the newest text of a variant. */
interface ProblemTable {
	item_id: string;
	language: string;
	/** Counts from 0 in the order in which they are shown. */
	position: number;
	/** Whose text it stands in. */
	revision: number;
	/** Id of the check: `core.deadLink`. */
	kind: string;
	severity: 'error' | 'warning' | 'information';
	/** Key of the sentence, and its values as JSON. */
	message: string;
	message_values: string;
	/** `title`, `body`, `fields.steps.0.text`; null for what is about the item as a whole. */
	field: string | null;
	start_offset: number | null;
	end_offset: number | null;
	/** A page of the hub where it is seen, if that is not the text. */
	path: string | null;
	proposal: string | null;
}

/** The state of things that the problems of a variant were found on: where it is another, they are found anew. */
interface ProblemCheckTable {
	item_id: string;
	language: string;
	revision: number;
	item_updated_at: number;
	organisation_version: number;
	/** The checks that looked. */
	checks: string;
	checked_at: number;
}

/** Who approves texts of a type in a collection, and how often they are checked; the most specific one counts. */
interface ReviewPolicyTable {
	id: string;
	organisation_id: string;
	/** Empty for every type. */
	type: string;
	/** With all collections below it; null for everywhere. */
	collection_id: string | null;
	approvers: 'nobody' | 'role' | 'group' | 'people';
	group_id: string | null;
	four_eyes: number;
	check_months: number | null;
	/** Raised by each change; what optimistic locking compares. */
	revision: number;
}

export type ReviewState = 'open' | 'approved' | 'sentBack' | 'withdrawn';

/** A text that was given to others to approve. At most one is open for a variant. */
interface ReviewTable {
	id: string;
	item_id: string;
	language: string;
	state: ReviewState;
	/** What was submitted; what is decided about is the newest one. */
	revision: number;
	major: number;
	/** JSON array of choices that the approval puts into force; null leaves the audience as it is. */
	audience: string | null;
	/** When it is to be published; null for at once. */
	publish_at: number | null;
	/** To those who approve. */
	message: string;
	/** The policy that names the approvers; null for holders of the permission. */
	policy_id: string | null;
	submitted_by: string | null;
	submitted_at: number;
	decided_by: string | null;
	decided_at: number | null;
	decided_revision: number | null;
	/** Why it was sent back. */
	reason: string;
}

/** A revision that is published at a time, with the rights that the person has then. */
interface PublicationScheduleTable {
	id: string;
	item_id: string;
	language: string;
	revision: number;
	major: number;
	audience: string | null;
	publish_at: number;
	person_id: string | null;
	created_at: number;
	/** Code of the error that kept it from being published. */
	failure: string | null;
	/** JSON of the sentence that says it instead of the code's, with its values. */
	refusal: string | null;
}

/** What was said about a passage, or as an answer to that. */
interface ReviewCommentTable {
	id: string;
	item_id: string;
	language: string;
	/** The text that was looked at. */
	revision: number;
	parent_id: string | null;
	/** Empty for the text as a whole. */
	quote: string;
	/** Where the quote stood, in characters without spaces. */
	position: number;
	/** Words in the place of the quote; null for a comment that proposes none. */
	proposal: string | null;
	text: string;
	author_id: string | null;
	created_at: number;
	resolved_by: string | null;
	resolved_at: number | null;
}

/** What was done with an item, for its history. Never changed but to take a person's words out of it. */
interface ItemStepTable {
	id: string;
	item_id: string;
	language: string | null;
	revision: number | null;
	act: string;
	/** Null for the hub itself. */
	person_id: string | null;
	at: number;
	reason: string;
	/** JSON object of numbers and texts: `publishAt`, `nextReviewAt`. */
	facts: string;
}

interface AcknowledgementRequestTable {
	item_id: string;
	/** Since when the present edition asks; null while nothing is published. */
	asked_at: number | null;
	due_at: number | null;
	/** When somebody chose `due_at`. */
	chosen_at: number;
	/** The newest edition that people were told of. */
	told_edition: number;
	/** How often the present edition was recalled to those who had not confirmed it. */
	reminders: number;
}

/** Something that happened, without a word of text: sentences are made for whoever reads them. */
interface NotificationTable {
	id: string;
	/** As declared: `<plugin>.<name>`. */
	kind: string;
	/** What it is about. Whoever may not read the item is not told. */
	item_id: string | null;
	/** Where it leads, in place of the item's page. */
	path: string | null;
	/** JSON object: values of the sentence. */
	data: string;
	/** Who caused it. */
	by_person_id: string | null;
	/** What is told again under the same key takes the place of what was not read. */
	key: string | null;
	created_at: number;
}

interface NotificationReceiverTable {
	person_id: string;
	notification_id: string;
	read_at: number | null;
	/** Mail that it still has to go into; null when it has, or never shall. */
	mail: 'now' | 'daily' | 'weekly' | null;
	/** 1 while devices are still to be woken. */
	push: number;
}

/** How a person wants to hear of a kind; without a row as the kind declares it. */
interface NotificationChoiceTable {
	person_id: string;
	kind: string;
	page: number;
	mail: 'now' | 'daily' | 'weekly' | 'never';
	push: number;
}

interface PushSubscriptionTable {
	id: string;
	person_id: string;
	/** Address at the browser's push service. */
	endpoint: string;
	/** Browser and system in a few words, so that the person recognises it. */
	device: string;
	created_at: number;
}

/** A mail. Its text is made when it is sent, so that it says nothing that its receiver may not read by then. */
interface MailTable {
	id: string;
	/** Drawn once: a server that is handed the same mail twice can tell. */
	message_id: string;
	template: string;
	/** JSON object for the template; secrets in it are sealed. Empty once the mail is gone. */
	data: string;
	person_id: string | null;
	/** Where there is no account to take it from; emptied when the mail has ended. */
	address: string | null;
	state: 'waiting' | 'sent' | 'failed' | 'dropped';
	attempts: number;
	/** Not before this time. */
	next_at: number;
	/** What the server said last. */
	last_error: string | null;
	created_at: number;
	ended_at: number | null;
}

/** Texts that somebody brought along. */
interface ImportTable {
	id: string;
	organisation_id: string;
	/** Name of the file that was sent; part of the key by which a later import finds the same items. */
	name: string;
	/** What is being done to it or was done last; a job that failed leaves it as it is. */
	state: 'reading' | 'ready' | 'running' | 'done' | 'undoing' | 'undone';
	/** The program that wrote it. */
	layout: string | null;
	/** JSON: what was chosen before it ran. */
	options: string | null;
	/** Content type under which an earlier import brought texts of the same files. */
	known_type: string | null;
	/** Files that are a whole book each, and whether each part of those is a text of its own. */
	books: number;
	split_books: number;
	job_id: string | null;
	/** Somebody ended it half-way. */
	cancelled: number;
	created_by: string | null;
	created_at: number;
	changed_at: number;
}

/** One text of an import, or something that stays out. */
interface ImportEntryTable {
	import_id: string;
	position: number;
	kind: 'item' | 'leftOut';
	/** Path of its files, without language and ending. */
	key: string;
	/** Content type that the export itself names. */
	type: string | null;
	/** Path in what was sent. */
	path: string;
	title: string;
	/** What somebody called it before it was taken over. */
	new_title: string | null;
	/** Titles of its collections, with slashes between them. */
	folders: string;
	/** With commas between them. */
	languages: string;
	files: number;
	/** JSON array of codes and values. */
	notes: string;
	skip: number;
	outcome: 'created' | 'changed' | 'unchanged' | 'draft' | 'restored' | 'failed' | null;
	/** What the hub knows of it, from an earlier import; null for a new text. */
	known: 'changed' | 'unchanged' | 'draft' | 'restored' | null;
	/** JSON: how the item stood before the import changed it. */
	before_import: string | null;
	/**
	 * `undone`: it is in the recycle bin; `back`: it stands as before the import; `edited`: somebody worked on it since;
	 * `before`: readers still see what the import brought, the text of before is a draft; `fewer`: it stands as before, but
	 * for those only who could read it last.
	 */
	undone: 'undone' | 'edited' | 'before' | 'back' | 'fewer' | null;
	item_id: string | null;
	/** When the import had written it: whoever changes it afterwards moves the item's own time on. */
	item_updated_at: number | null;
}

/** A file that a person asked for and may fetch until it expires. */
interface ExportTable {
	id: string;
	created_by: string;
	scope: 'item' | 'collection' | 'organisation';
	scope_id: string;
	format: 'markdown' | 'html' | 'word';
	title: string;
	job_id: string | null;
	/** Null until it is there. */
	file_name: string | null;
	media_type: string | null;
	size: number | null;
	items: number | null;
	created_at: number;
	expires_at: number;
}

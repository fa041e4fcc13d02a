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
	search_documents: SearchDocumentTable;
	search_texts: SearchTextTable;
	search_words: SearchWordTable;
	search_state: SearchStateTable;
	search_removals: SearchRemovalTable;
	search_synonyms: SearchSynonymTable;
	search_changes: { source: string; object_id: string };
	search_misses: SearchMissTable;
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
	organisation_logos: { organisation_id: string; media_type: string; bytes: Buffer };
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
	title: string;
	summary: string;
	body: string;
	fields: string;
	saved_at: number;
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

import type { LinkState } from './link-check/link-state.ts';
import type { SourceFaultCode } from './sources/source-fault.ts';
import type { SourceKind } from './sources/source.ts';
import type { TextState } from './sources/entry.ts';

export interface DocumentTables {
	documents_systems: SystemTable;
	documents_targets: TargetTable;
	/** Which published texts lead to which address. */
	documents_uses: { url: string; item_id: string; language: string };
	documents_sources: SourceTable;
	documents_source_entries: SourceEntryTable;
}

/** A program or a shelf in which an organisation keeps what the hub only leads to. */
interface SystemTable {
	id: string;
	/** Null for one of all organisations. */
	organisation_id: string | null;
	/** What links name it by; never changes. */
	slug: string;
	name: string;
	/** `https://dms.example/doc/{number}` */
	pattern: string;
	/** Raised by each change; what optimistic locking compares. */
	version: number;
}

/** An address outside of the hub, and how it stands. */
interface TargetTable {
	/** Without a fragment. */
	url: string;
	state: LinkState;
	checked_at: number | null;
	worked_at: number | null;
	/** Since when it has been failing without a success in between. */
	failed_at: number | null;
	/** How it failed last: `404`, `notFound`, `refused`. */
	reason: string;
	/** Where it leads for good. */
	moved_to: string | null;
}

/** A folder or a server whose files are shown and found here, and stay there. Its id is that of its shelf. */
interface SourceTable {
	id: string;
	organisation_id: string;
	name: string;
	kind: SourceKind;
	/** Address of the folder on its server, or its path on the disk. */
	location: string;
	/** Empty where the server asks for none, and for folders. */
	account: string;
	/** Sealed. */
	password: string;
	/** Raised by each change; what optimistic locking compares. */
	version: number;
	/** When it was read completely last. */
	read_at: number | null;
	/** Why the last reading failed. */
	fault: SourceFaultCode | null;
	fault_detail: string | null;
	failing_since: number | null;
	/** So many entries of the last reading were left out: their names cannot be used. */
	skipped: number;
}

/** A file or folder of a source. Its id stays when it is renamed or moved, as far as the source tells. */
interface SourceEntryTable {
	id: string;
	source_id: string;
	/** Null at the top. */
	parent_id: string | null;
	/** Names from the top, percent-encoded, between slashes. */
	path: string;
	/** As it is shown. */
	name: string;
	/** As it is sorted. */
	sort_name: string;
	is_folder: number;
	size: number;
	modified_at: number | null;
	/** Differs when the content does. */
	tag: string;
	/** What the source itself knows it by, whatever it is called; null where it does not say. */
	key: string | null;
	/** Null where the text is still to be read. */
	text_state: TextState | null;
	/** Since when it is not there any more; it is forgotten a while later. */
	vanished_at: number | null;
}

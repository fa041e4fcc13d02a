import type { LinkState } from './link-check/link-state.ts';

export interface DocumentTables {
	documents_systems: SystemTable;
	documents_targets: TargetTable;
	/** Which published texts lead to which address. */
	documents_uses: { url: string; item_id: string; language: string };
}

/** A program or a shelf in which an organisation keeps what the hub only leads to. */
interface SystemTable {
	id: string;
	organisation_id: string;
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

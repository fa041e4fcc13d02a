import type { RoomKind } from '../tables.ts';

/** A room as one reader finds it in a list. */
export interface ListedRoom {
	readonly id: string;
	readonly kind: RoomKind;
	/** Title of the item, names of the others, or the name that it was given. */
	readonly title: string;
	readonly organisationId: string | null;
	readonly itemId: string | null;
	readonly access: 'open' | 'invited';
	readonly isArchived: boolean;
	readonly isPinned: boolean;
	readonly lastNumber: number;
	/** How far the reader has read; null in a room that they have not opened. */
	readonly readNumber: number | null;
	readonly unread: number;
	readonly lastMessageAt: number;
}

/** A room that the reader is in. */
export interface OpenRoom extends ListedRoom {
	readonly description: string;
	/** Number of the newest event, from which a browser goes on. */
	readonly lastEvent: number;
	/** 0 for ever. */
	readonly retentionDays: number;
	readonly isLocked: boolean;
	readonly isMuted: boolean;
	/** Between people: somebody in it is nobody whom the reader may still write to. */
	readonly isParted: boolean;
	readonly updatedAt: number;
	/** Names of organisations and groups that it is for; empty for the whole network and for conversations. */
	readonly audience: readonly string[];
	readonly isForNetwork: boolean;
	/** Looks after it: because of a role in its organisation, or because they made it. */
	readonly mayManage: boolean;
	readonly mayWrite: boolean;
	readonly mayMentionAll: boolean;
}

import type { ItemOrganisation } from 'verbund';
import type { StoredFile } from '../files/files.ts';

/** A message as all readers of its room see it; what is a reader's own stands in `Own`. Plain data. */
export interface Message {
	readonly id: string;
	readonly roomId: string;
	readonly number: number;
	/** Null for somebody who is gone. */
	readonly authorId: string | null;
	readonly author: string | null;
	readonly organisation: ItemOrganisation | null;
	readonly clientId: string;
	readonly kind: 'message' | 'question' | 'poll';
	readonly threadId: string | null;
	/** Number of the message that it answers; null where that is gone. */
	readonly threadNumber: number | null;
	readonly quoted: { readonly number: number; readonly author: string | null; readonly text: string } | null;
	/** Sanitised; empty where the words were taken away. */
	readonly html: string;
	/** Paths of this hub that it leads to. */
	readonly paths: readonly string[];
	readonly at: number;
	readonly isEdited: boolean;
	readonly removed: 'author' | 'moderator' | 'erasure' | null;
	readonly isAnswer: boolean;
	/** A question that has its answer. */
	readonly isAnswered: boolean;
	readonly replies: { readonly count: number; readonly lastAt: number | null };
	readonly reactions: readonly { readonly sign: string; readonly count: number }[];
	readonly options: readonly { readonly text: string; readonly count: number }[];
	readonly files: readonly MessageFile[];
}

export interface MessageFile extends StoredFile {
	readonly url: string;
}

/** What one reader added to messages, by their ids. */
export interface Own {
	readonly signs: ReadonlyMap<string, readonly string[]>;
	readonly votes: ReadonlyMap<string, number>;
}

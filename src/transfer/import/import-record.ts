import { z } from 'zod';
import { contentLanguages } from '../../l10n/languages.ts';
import { longestTitle } from '../../content/draft-text.ts';
import type { TransferNote } from '../convert/converted-text.ts';
import { layouts, type Layout } from './plan-source.ts';

/** What somebody decides before the texts are taken over. */
export const importChoices = z.strictObject({
	/** Content type; an export of a hub names its own. */
	type: z.string().max(60).default(''),
	collectionId: z.string().max(64).nullable().default(null),
	language: z.enum(contentLanguages).default('de'),
	audience: z.array(z.string().max(100)).max(200).default(['own']),
	publish: z.boolean().default(false),
});

export type ImportChoices = z.infer<typeof importChoices>;

/** What somebody decides about some of the texts. */
export const entryChoices = z
	.array(
		z.strictObject({
			position: z.int().min(0),
			title: z.string().trim().min(1).max(longestTitle),
			take: z.boolean().default(false),
		}),
	)
	.max(200)
	.default([]);

export type EntryChoices = z.infer<typeof entryChoices>;

export type ImportState = 'reading' | 'ready' | 'running' | 'done' | 'undoing' | 'undone';

export interface ImportRecord {
	readonly id: string;
	readonly organisationId: string;
	readonly name: string;
	readonly state: ImportState;
	readonly layout: Layout | null;
	readonly choices: ImportChoices | null;
	/** Content type under which an earlier import brought texts of the same files. */
	readonly knownType: string | null;
	/** Files that are a whole book each. */
	readonly books: number;
	/** Each part of those is a text of its own. */
	readonly splitBooks: boolean;
	readonly jobId: string | null;
	readonly cancelled: boolean;
	readonly createdBy: string | null;
	readonly createdAt: number;
	readonly changedAt: number;
}

export interface ImportEntry {
	readonly position: number;
	readonly kind: 'item' | 'leftOut';
	readonly key: string;
	readonly type: string | null;
	readonly path: string;
	/** As it was found, unless somebody changed it. */
	readonly title: string;
	readonly folders: string;
	readonly languages: readonly string[];
	readonly files: number;
	readonly notes: readonly TransferNote[];
	readonly skip: boolean;
	/** What the import would do to a text that an earlier one brought; null for a new text. */
	readonly known: string | null;
	readonly outcome: string | null;
	readonly undone: string | null;
	readonly itemId: string | null;
}

/** How many texts there are of each kind. */
export interface ImportCounts {
	readonly items: number;
	readonly leftOut: number;
	readonly skipped: number;
	readonly files: number;
	readonly withNotes: number;
	/** Of those that were not taken over yet. */
	readonly knownChanged: number;
	readonly knownUnchanged: number;
	readonly knownDraft: number;
	readonly knownRestored: number;
	readonly created: number;
	readonly changed: number;
	readonly unchanged: number;
	readonly draft: number;
	readonly restored: number;
	readonly failed: number;
	readonly undone: number;
	readonly edited: number;
	readonly back: number;
	readonly fewer: number;
	readonly before: number;
}

const notesSchema = z.array(
	z.object({ code: z.string(), values: z.record(z.string(), z.union([z.string(), z.number()])).optional() }),
);

export function readNotes(stored: string): readonly TransferNote[] {
	return notesSchema.parse(JSON.parse(stored));
}

export function layoutOf(stored: string | null): Layout | null {
	return layouts.find((layout) => layout === stored) ?? null;
}

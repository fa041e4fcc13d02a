import type { AudienceReach } from './audience.ts';
import type { DraftText } from './draft-text.ts';
import type { FieldValues } from './fields.ts';
import type { Heading } from './markdown/rendered-markdown.ts';

export interface ItemOrganisation {
	readonly id: string;
	readonly slug: string;
	readonly name: string;
	readonly shortName: string;
}

/** One line of a list. */
export interface ListedItem {
	readonly id: string;
	readonly type: string;
	readonly url: string;
	readonly title: string;
	readonly summary: string;
	/** Language of title and summary. */
	readonly language: string;
	readonly organisation: ItemOrganisation;
	readonly collectionId: string | null;
	readonly publishedAt: number;
	readonly reviewDueAt: number | null;
	readonly tags: readonly string[];
}

/** Something that leads to another item, as far as the reader may read it. */
export interface Backlink {
	readonly id: string;
	readonly title: string;
	readonly url: string;
	readonly language: string;
	readonly organisationName: string;
}

/** A published item as one reader sees it. */
export interface ReadItem {
	readonly id: string;
	readonly type: string;
	readonly slug: string;
	readonly url: string;
	readonly organisation: ItemOrganisation;
	readonly collection: { readonly id: string; readonly title: string } | null;
	readonly language: string;
	/** True when the reader's first language has no published variant. */
	readonly fallback: boolean;
	/** Published variants, the source language first. */
	readonly variants: readonly { readonly language: string; readonly title: string; readonly url: string }[];
	readonly title: string;
	readonly summary: string;
	/** Sanitised HTML with the reader's placeholders and links filled in. */
	readonly html: string;
	readonly headings: readonly Heading[];
	/** Placeholders of the text, as they are written. */
	readonly placeholders: readonly string[];
	/** Those without a value, where one would have been shown. */
	readonly missing: readonly string[];
	readonly fields: FieldValues;
	/** HTML of the Markdown fields, by path (`steps.0.text`). */
	readonly fieldHtml: Readonly<Record<string, string>>;
	readonly tags: readonly string[];
	readonly revision: number;
	readonly edition: number;
	readonly publishedAt: number;
	readonly checkedAt: number | null;
	readonly reviewDueAt: number | null;
	/** Name of the person or group that answers for it. */
	readonly responsible: string | null;
	/** That is the reader, or a group of theirs. */
	readonly isResponsible: boolean;
	readonly reach: AudienceReach;
	/** Partner organisations it is shared with by name; only for members of the owner. */
	readonly sharedWith: number;
	/** True when the source language has had a major revision since this text was made from it. */
	readonly outdated: boolean;
	/** Of a translation: the revision of the source language that it was made from, and the one published now. */
	readonly basis: { readonly revision: number; readonly newest: number } | null;
	/** What the reader is asked to confirm; null where the item asks them nothing. */
	readonly acknowledgement: OwnAcknowledgement | null;
	/** The newest of the items that link to this one. */
	readonly backlinks: readonly Backlink[];
}

/** "Gelesen und verstanden" of one reader, about the present edition. */
export interface OwnAcknowledgement {
	readonly dueAt: number | null;
	readonly isConfirmed: boolean;
	/** The day, `2027-11-03`, where it is stored. */
	readonly confirmedOn: string | null;
}

/** An item as those see it who work on it. */
export interface WorkingItem {
	readonly id: string;
	readonly type: string;
	readonly slug: string;
	readonly url: string;
	readonly organisation: ItemOrganisation;
	readonly collectionId: string | null;
	readonly collectionTitle: string | null;
	readonly sourceLanguage: string;
	readonly edition: number;
	readonly audience: readonly string[];
	readonly tags: readonly string[];
	readonly responsiblePersonId: string | null;
	readonly responsibleGroupId: string | null;
	readonly reviewDueAt: number | null;
	readonly publishedAt: number | null;
	readonly archivedAt: number | null;
	readonly deletedAt: number | null;
	readonly variants: readonly WorkingVariant[];
}

export interface WorkingVariant {
	readonly language: string;
	readonly state: 'draft' | 'inReview' | 'published';
	readonly draftRevision: number | null;
	readonly publishedRevision: number | null;
	readonly title: string;
	/** Revision of the source language that the newest text was made from; null for the source itself. */
	readonly basedOnRevision: number | null;
	/** The source language has had a major revision since, published or not what was made of it. */
	readonly isOutdated: boolean;
}

/** An immutable snapshot of one variant. */
export interface Revision {
	readonly number: number;
	readonly language: string;
	readonly title: string;
	readonly summary: string;
	readonly body: string;
	readonly fields: FieldValues;
	readonly basedOnRevision: number | null;
	readonly major: boolean;
	readonly note: string;
	/** The revision whose text it is again. */
	readonly restoredFrom: number | null;
	readonly authorId: string | null;
	readonly createdAt: number;
}

/** A revision in the history of its item. */
export interface HistoryEntry extends Omit<Revision, 'summary' | 'body' | 'fields'> {
	/** Null where it was not asked for. */
	readonly text: DraftText | null;
	/** It was published, and readers still have it to see what has changed since. */
	readonly hasReaders: boolean;
}

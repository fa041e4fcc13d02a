/** An item as it is kept on a device: all that is needed to read it there, and nothing about other readers. */
export interface KeptItem {
	readonly id: string;
	/** Of everything below; another one means that something has changed. */
	readonly digest: string;
	/** Path of its page. */
	readonly url: string;
	readonly type: string;
	readonly organisation: string;
	readonly collection: string | null;
	readonly responsible: string | null;
	readonly reviewDueAt: number | null;
	/** That of the reader first. */
	readonly variants: readonly KeptVariant[];
}

export interface KeptVariant {
	readonly language: string;
	/** As the reader calls it. */
	readonly languageName: string;
	readonly title: string;
	readonly summary: string;
	readonly revision: number;
	readonly publishedAt: number;
	/** Made from an older revision of the source language. */
	readonly outdated: boolean;
	readonly facts: readonly KeptFact[];
	readonly parts: readonly KeptPart[];
	/** Facts and parts in the look of the plugin that brings the type; HTML of the hub, which comes after the rest. */
	readonly look?: string;
	/** Sanitised HTML. */
	readonly html: string;
}

export interface KeptPart {
	readonly title: string;
	/** Sanitised HTML. */
	readonly html: string;
	readonly entries: readonly KeptEntry[];
}

export interface KeptEntry {
	readonly id: string;
	readonly title: string;
	readonly url: string | null;
	/** Sanitised HTML. */
	readonly html: string;
	readonly facts: readonly KeptFact[];
}

export interface KeptFact {
	readonly title: string;
	readonly text: string;
}

/** What the hub answers to a device that asks about the items it keeps. */
export interface CheckAnswer {
	/** Whose items these are. */
	readonly personId: string;
	/** Days without contact after which the device drops what it keeps. */
	readonly keepDays: number;
	/** New, or changed since the digest that was sent. */
	readonly items: readonly KeptItem[];
	/** Ids of what this person may no longer read. */
	readonly gone: readonly string[];
}

/** Items in one request. */
export const mostItemsAtOnce = 20;

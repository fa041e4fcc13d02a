import type { Mailbox } from '../feeds/i-calendar.ts';
import type { Receiver } from '../notifications/notification-reader.ts';
import type { InterfaceLanguage } from '../l10n/languages.ts';
import type { Translate } from '../l10n/translator.ts';

/** What a mail says. All texts are plain: markup in them is text. */
export interface MailContent {
	readonly subject: string;
	readonly heading: string;
	readonly paragraphs: readonly string[];
	readonly entries?: readonly MailEntry[];
	/** The one thing to do. */
	readonly action?: MailLink;
	/** Below everything: why it came, and how to have no more of it. */
	readonly foot?: readonly (string | MailLink)[];
	/** Address at which one click ends such mail (RFC 8058). */
	readonly unsubscribe?: string;
	/** A date for the receiver's calendar. */
	readonly calendar?: MailCalendar;
}

/** An iCalendar, and what a calendar does with it. */
export interface MailCalendar {
	readonly method: 'REQUEST' | 'CANCEL';
	/** Sent by this mailbox. */
	write(organiser: Mailbox): string;
}

/** `url` is a path of the hub. */
export interface MailLink {
	readonly text: string;
	readonly url: string;
}

export interface MailEntry extends MailLink {
	/** Language of the text where it is not the mail's. */
	readonly language?: string;
	/** Beside it, smaller. */
	readonly note?: string;
}

export type MailData = Readonly<Record<string, unknown>>;

/** Whoever gets a mail: a person with their rights of this moment, or an address that has no account yet. */
export type MailReceiver =
	| ({ readonly kind: 'person' } & Receiver)
	| {
			readonly kind: 'address';
			readonly email: string;
			readonly language: InterfaceLanguage;
			readonly t: Translate;
	  };

export interface MailTemplate {
	/** Made when the mail is sent; null where there is nothing left to say. */
	compose(data: MailData, receiver: MailReceiver): Promise<MailContent | null>;
	/** Names in the data that are kept sealed. */
	readonly secrets?: readonly string[];
}

export interface NewMail {
	readonly template: string;
	readonly to: { readonly personId: string } | { readonly address: string };
	readonly data?: MailData;
}

export type MailState = 'waiting' | 'sent' | 'failed' | 'dropped';

/** A mail as administrators see it: no text, which may not be theirs to read. */
export interface QueuedMail {
	readonly id: string;
	readonly template: string;
	readonly address: string;
	readonly state: MailState;
	readonly attempts: number;
	readonly nextAt: number;
	readonly error: string | null;
	readonly createdAt: number;
}

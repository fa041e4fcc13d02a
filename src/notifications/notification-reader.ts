import type { Reader } from '../content/reader.ts';
import type { InterfaceLanguage } from '../l10n/languages.ts';
import type { Translate } from '../l10n/translator.ts';

/** Whom something is told, with the rights of this moment. */
export interface NotificationReader {
	readonly reader: Reader;
	readonly language: InterfaceLanguage;
	readonly t: Translate;
	/** Plugins that are off for them. */
	readonly disabledPlugins: readonly string[];
}

/** Someone who is written to: null for who is gone or disabled. */
export type FindReceiver = (personId: string) => Promise<Receiver | null>;

export interface Receiver extends NotificationReader {
	readonly name: string;
	readonly email: string;
}

import type { Reader } from '../content/reader.ts';
import type { Formatters } from '../l10n/formatters.ts';
import type { InterfaceLanguage } from '../l10n/languages.ts';
import type { Translate } from '../l10n/translator.ts';
import { createRegistry } from '../registry.ts';

/** What is declared about dates that a plugin brings. */
export interface CalendarDeclaration {
	/** `<plugin>.<name>` */
	readonly id: string;
	/** Text or `%key%` of a manifest. */
	readonly title: string;
	/** Null for the core's own. */
	readonly pluginId: string | null;
}

/** A date that concerns somebody. */
export interface CalendarEvent {
	/** The same for as long as it is the same event; unique among those of its declaration. */
	readonly id: string;
	readonly title: string;
	readonly text?: string;
	/** Path of the hub. */
	readonly url?: string;
	readonly place?: string;
	readonly startsAt: number;
	/** Without an end it is the whole day, in German time, on which it starts. */
	readonly endsAt?: number;
	/** When something about it changed. */
	readonly changedAt: number;
	/** Counts its changes, so that a calendar knows which of two is newer. */
	readonly sequence?: number;
	readonly isCancelled?: boolean;
}

export interface CalendarRequest {
	readonly t: Translate;
	readonly format: Formatters;
	readonly language: InterfaceLanguage;
}

export interface CalendarProvider {
	/** Dates that concern the reader and that they may know of. One query. */
	list(reader: Reader, request: CalendarRequest): Promise<readonly CalendarEvent[]>;
}

export interface Calendars {
	declare(declarations: readonly CalendarDeclaration[], load?: () => Promise<void>): () => void;
	register(id: string, provider: CalendarProvider): () => void;
	/** All dates of somebody, from those whose plugins are on. A provider that fails is left out. */
	list(
		reader: Reader,
		request: CalendarRequest,
		disabledPlugins: readonly string[],
	): Promise<readonly ListedEvent[]>;
}

export interface ListedEvent extends CalendarEvent {
	readonly calendarId: string;
}

export function createCalendars(): Calendars {
	const registry = createRegistry<CalendarDeclaration, CalendarProvider>('calendar');

	return {
		declare: (declarations, load = () => Promise.resolve()) => registry.declare(declarations, load),
		register: (id, provider) => registry.register(id, provider),
		async list(reader, request, disabledPlugins) {
			const on = registry
				.declarations()
				.filter(({ pluginId }) => pluginId === null || !disabledPlugins.includes(pluginId));
			const lists = on.map(async ({ id: calendarId }): Promise<readonly ListedEvent[]> => {
				try {
					const provider = await registry.load(calendarId);
					const events = (await provider?.list(reader, request)) ?? [];
					return events.map((event) => ({ ...event, calendarId }));
				} catch (error) {
					console.error(`[calendar] ${calendarId}`, error);
					return [];
				}
			});
			return (await Promise.all(lists)).flat();
		},
	};
}

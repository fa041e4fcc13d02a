import { createBytesFormat } from './format-bytes.ts';
import { germanDay } from './german-days.ts';
import type { InterfaceLanguage } from './languages.ts';

export interface Formatters {
	/** `3. November`, with the year when it is not this one. */
	readonly date: (time: number) => string;
	/** Always with the year: for paper, and for what is read years later. */
	readonly fullDate: (time: number) => string;
	readonly dateTime: (time: number) => string;
	/** `Di., 1. Dezember 2026, 09:00–12:00 Uhr`: from when to when something takes place. */
	readonly span: (from: number, to: number) => string;
	readonly number: (value: number) => string;
	readonly bytes: (value: number) => string;
	/** `9:02` */
	readonly clock: (time: number) => string;
	/** `heute`, `gestern`, `Fr` within the days around, else the date. */
	readonly day: (time: number) => string;
	/** The same with the weekday in full, for a heading. */
	readonly wholeDay: (time: number) => string;
	/** The same, and of today the time. */
	readonly moment: (time: number) => string;
	/** Values of a sentence by their names: what ends in `At` (or is `at`) is a time, in `On` a day, in `Bytes` a size. */
	readonly values: (
		values: Readonly<Record<string, string | number>>,
	) => Readonly<Record<string, string | number>>;
	/** `gestern`, `vor 3 Stunden`. */
	readonly relative: (time: number) => string;
}

const units = [
	['year', 31_536_000],
	['month', 2_592_000],
	['week', 604_800],
	['day', 86_400],
	['hour', 3600],
	['minute', 60],
] as const;

const cache = new Map<InterfaceLanguage, Formatters>();

/** Dates and numbers as the language writes them, in German time. */
export function formattersFor(language: InterfaceLanguage): Formatters {
	const known = cache.get(language);
	if (known) return known;
	const locale = language === 'en' ? 'en-GB' : 'de-DE';
	// Leichte Sprache shortens no words.
	const formatters = createFormatters(locale, language === 'de-simple' ? 'long' : 'short');
	cache.set(language, formatters);
	return formatters;
}

function createFormatters(locale: string, weekdays: 'long' | 'short'): Formatters {
	const timeZone = 'Europe/Berlin';
	const dayMonth = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long', timeZone });
	const full = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long', year: 'numeric', timeZone });
	const withTime = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone });
	const appointment = new Intl.DateTimeFormat(locale, {
		...{ weekday: 'short', day: 'numeric', month: 'long', year: 'numeric' },
		...{ hour: '2-digit', minute: '2-digit', timeZone },
	});
	const year = new Intl.DateTimeFormat('en', { year: 'numeric', timeZone });
	const numbers = new Intl.NumberFormat(locale);
	const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
	const weekday = new Intl.DateTimeFormat(locale, { weekday: weekdays, timeZone });
	const wholeWeekday = new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone });
	const clock = new Intl.DateTimeFormat(locale, { timeStyle: 'short', timeZone });
	const dayNumber = (time: number) => Date.parse(germanDay(time)) / 86_400_000;
	const date = (time: number) =>
		(year.format(time) === year.format(Date.now()) ? dayMonth : full).format(time);
	const dayWith = (names: Intl.DateTimeFormat) => (time: number) => {
		const days = dayNumber(time) - dayNumber(Date.now());
		if (Math.abs(days) <= 1) return relative.format(days, 'day');
		return Math.abs(days) < 7 ? names.format(time) : date(time);
	};
	const day = dayWith(weekday);
	const formatters: Formatters = {
		day,
		wholeDay: dayWith(wholeWeekday),
		clock: (time) => clock.format(time),
		moment: (time) => (dayNumber(time) === dayNumber(Date.now()) ? clock.format(time) : day(time)),
		date,
		fullDate: (time) => full.format(time),
		dateTime: (time) => withTime.format(time),
		span: (from, to) => appointment.formatRange(from, Math.max(from, to)),
		number: (value) => numbers.format(value),
		bytes: createBytesFormat(locale),
		values: (values) =>
			Object.fromEntries(
				Object.entries(values).map(([name, value]) => {
					if (typeof value === 'string') return [name, value];
					if (/^at$|At$/.test(name)) return [name, formatters.dateTime(value)];
					if (name.endsWith('On')) return [name, date(value)];
					return [name, name.endsWith('Bytes') ? formatters.bytes(value) : value];
				}),
			),
		relative(time) {
			const seconds = (time - Date.now()) / 1000;
			const [unit, length] = units.find(([, size]) => Math.abs(seconds) >= size) ?? ['minute', 60];
			return relative.format(Math.round(seconds / length), unit);
		},
	};
	return formatters;
}

import type { InterfaceLanguage } from './languages.ts';

export interface Formatters {
	/** `3. November`, with the year when it is not this one. */
	readonly date: (time: number) => string;
	readonly dateTime: (time: number) => string;
	readonly number: (value: number) => string;
	readonly bytes: (value: number) => string;
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
	const formatters = createFormatters(language === 'en' ? 'en-GB' : 'de-DE');
	cache.set(language, formatters);
	return formatters;
}

function createFormatters(locale: string): Formatters {
	const timeZone = 'Europe/Berlin';
	const dayMonth = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long', timeZone });
	const full = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long', year: 'numeric', timeZone });
	const withTime = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone });
	const year = new Intl.DateTimeFormat('en', { year: 'numeric', timeZone });
	const numbers = new Intl.NumberFormat(locale);
	const bytes = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
	const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
	return {
		date: (time) => (year.format(time) === year.format(Date.now()) ? dayMonth : full).format(time),
		dateTime: (time) => withTime.format(time),
		number: (value) => numbers.format(value),
		bytes(value) {
			if (value < 1000) return `${numbers.format(value)} B`;
			return value < 1_000_000 ? `${bytes.format(value / 1000)} kB` : `${bytes.format(value / 1_000_000)} MB`;
		},
		relative(time) {
			const seconds = (time - Date.now()) / 1000;
			const [unit, length] = units.find(([, size]) => Math.abs(seconds) >= size) ?? ['minute', 60];
			return relative.format(Math.round(seconds / length), unit);
		},
	};
}

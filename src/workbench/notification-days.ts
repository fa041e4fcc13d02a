import type { NotificationGroup } from '../host/notification-center.ts';
import type { Formatters } from './locals.ts';

export interface NotificationDay {
	/** `heute`, `gestern`, `Freitag`, a date; with a capital, as a heading. */
	readonly day: string;
	readonly groups: readonly NotificationGroup[];
}

export function byDay(groups: readonly NotificationGroup[], format: Formatters): readonly NotificationDay[] {
	const days = Map.groupBy(groups, ({ newest }) => format.wholeDay(newest.at));
	return [...days].map(([day, ofDay]) => ({
		day: day.charAt(0).toLocaleUpperCase() + day.slice(1),
		groups: ofDay,
	}));
}

import type { RailItem } from './locals.ts';

const room = 5;

/** Areas in the bar at the foot of a phone, and those that stand behind "Mehr" there; none is in neither. */
export function phoneBarOf(rail: readonly RailItem[]): {
	readonly bar: readonly RailItem[];
	readonly further: readonly RailItem[];
} {
	const primary = rail.filter(({ secondary }) => !secondary);
	const bar = [...primary.filter(({ phone }) => phone), ...primary.filter(({ phone }) => !phone)].slice(
		0,
		room,
	);
	const secondary = rail.filter((item) => item.secondary);
	return { bar, further: [...primary.filter((item) => !bar.includes(item)), ...secondary] };
}

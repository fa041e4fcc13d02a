import { germanDay } from 'verbund';

/** As a date field takes it. */
export function dayValue(time: number | null): string {
	return time === null ? '' : germanDay(time);
}

export function numberValue(number: number | null): string {
	return number === null ? '' : String(number);
}

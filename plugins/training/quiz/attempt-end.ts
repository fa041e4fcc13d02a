import { startOfDay } from 'verbund';
import type { QuizSettings } from './quiz-fields.ts';

/** When the server takes no more answers of an attempt that begins now; null for never. The last day counts whole. */
export function endOf(
	{ minutes, closesOn }: Pick<QuizSettings, 'minutes' | 'closesOn'>,
	now: number,
): number | null {
	const ends = [
		...(minutes === null ? [] : [now + minutes * 60_000]),
		...(closesOn === null ? [] : [startOfDay(closesOn, 1)]),
	];
	return ends.length === 0 ? null : Math.min(...ends);
}

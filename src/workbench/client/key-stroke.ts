import { isLetter, writeStroke } from '../../keys.ts';

/**
 * One press as `ctrl+k`, `?` or `f2`. Null for what types a character by AltGr, belongs to an input method, is held
 * down, or is a modifier alone.
 */
export function strokeOf(event: KeyboardEvent): string | null {
	if (event.isComposing || event.repeat) return null;
	if (event.getModifierState('AltGraph') || (event.ctrlKey && event.altKey)) return null;
	if (/^(?:Control|Shift|Alt|Meta|AltGraph|Dead|Process|Unidentified|CapsLock|Tab|Escape)$/.test(event.key))
		return null;
	const held = [
		...(event.ctrlKey ? (['ctrl'] as const) : []),
		...(event.altKey ? (['alt'] as const) : []),
		...(event.shiftKey ? (['shift'] as const) : []),
		...(event.metaKey ? (['meta'] as const) : []),
	];
	const key = event.key === ' ' ? 'space' : event.key.toLowerCase();
	// Caps lock makes capitals without Shift.
	return writeStroke(isLetter(key) ? held : held.filter((one) => one !== 'shift' || key.length > 1), key);
}

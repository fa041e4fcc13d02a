export interface ByteRange {
	readonly start: number;
	/** Inclusive. */
	readonly end: number;
}

/** One range of RFC 9110, 14.1.2; null for what is none, which is answered with the whole. */
export function rangeOf(header: string | null, size: number): ByteRange | 'unsatisfiable' | null {
	const [, from = '', to = ''] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header ?? '') ?? [];
	if (from === '' && to === '') return null;
	if (from === '') return Number(to) === 0 || size === 0 ? 'unsatisfiable' : { start: Math.max(0, size - Number(to)), end: size - 1 };
	if (to !== '' && Number(to) < Number(from)) return null;
	if (Number(from) >= size) return 'unsatisfiable';
	return { start: Number(from), end: to === '' ? size - 1 : Math.min(Number(to), size - 1) };
}

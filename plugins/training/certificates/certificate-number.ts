/** Without characters that are mistaken for others when somebody types a number from paper. */
const alphabet = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';

/** A number that nobody can guess: the year and sixty random bits, `2026-7K4Q-9XTM-2BCD`. */
export function createNumber(now: number): string {
	const letters = Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => alphabet[byte % 32]).join(
		'',
	);
	return [new Date(now).getUTCFullYear(), ...(letters.match(/.{4}/g) ?? [])].join('-');
}

/** As somebody typed it. */
export function readNumber(text: string): string {
	return text
		.toUpperCase()
		.replaceAll(/[^0-9A-Z]/g, '')
		.replace(/^(\d{4})(.{4})(.{4})(.{4})$/, '$1-$2-$3-$4');
}

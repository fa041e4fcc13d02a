const units = ['B', 'kB', 'MB', 'GB'] as const;

/** Writes sizes as people read them, on the server and in the browser: `83 B`, `1,5 MB`, in steps of 1000. */
export function createBytesFormat(locale: string): (bytes: number) => string {
	const numbers = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
	return (bytes) => {
		let amount = bytes;
		let unit = 0;
		// What would be written as 1000 of a unit is written as one of the next.
		while (Math.round(amount * 10) >= 10_000 && unit < units.length - 1) {
			amount /= 1000;
			unit += 1;
		}
		return `${numbers.format(amount)} ${units[unit] ?? ''}`;
	};
}

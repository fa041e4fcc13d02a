/** What stands on the sign of an organisation: its short name, or the first letters of its words. */
export function initials(name: string): string {
	if (name.length <= 3) return name;
	const words = name.split(/[\s-]+/);
	return (
		words.length > 1
			? words
					.slice(0, 2)
					.map((word) => word.charAt(0))
					.join('')
			: name.slice(0, 2)
	).toUpperCase();
}

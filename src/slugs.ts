const transcriptions: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue', ß: 'ss' };

/** `Aufnahme & Anträge` becomes `aufnahme-antraege`; never empty, at most 80 characters. */
export function slugify(text: string): string {
	const slug = text
		.toLowerCase()
		.replace(/[äöüß]/g, (letter) => transcriptions[letter] ?? letter)
		.normalize('NFKD')
		.replace(/\p{Mark}/gu, '')
		.replace(/[^a-z0-9]+/g, '-')
		.slice(0, 80)
		.replace(/^-+|-+$/g, '');
	return slug === '' ? 'ohne-titel' : slug;
}

/** The slug itself, or with the first free number behind it. */
export async function freeSlug(wished: string, isTaken: (slug: string) => Promise<boolean>): Promise<string> {
	if (!(await isTaken(wished))) return wished;
	for (let number = 2; ; number += 1) {
		const candidate = `${wished.slice(0, 74)}-${number}`;
		if (!(await isTaken(candidate))) return candidate;
	}
}

const transcriptions: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue', ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o' };

/** "Anträge & Fristen" is `antraege-fristen`. May be empty, where a text has neither Latin letters nor digits. */
export function slugify(text: string): string {
	return text
		.normalize('NFKC')
		.toLowerCase()
		.replace(/[äöüßæœø]/g, (letter) => transcriptions[letter] ?? letter)
		.normalize('NFKD')
		.replace(/\p{Mark}/gu, '')
		.replace(/[^a-z0-9]+/g, '-')
		.replace(/^-/, '')
		.slice(0, 60)
		.replace(/-$/, '');
}

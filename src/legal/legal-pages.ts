/** What a network must say about itself, to everybody. */
export const legalPages = ['imprint', 'privacy', 'accessibility'] as const;

export type LegalPage = (typeof legalPages)[number];

/** Languages that a legal page can be written in; German first, which the others fall back to. */
export const legalLanguages = ['de', 'de-simple', 'en'] as const;

export type LegalLanguage = (typeof legalLanguages)[number];

export function isLegalPage(name: string): name is LegalPage {
	return legalPages.some((page) => page === name);
}

/** Places that a template leaves to be filled in: `[bitte ausfüllen: Name der Einrichtung]`, or in English. */
export function gapsOf(body: string): readonly string[] {
	return [...body.matchAll(/\[(?:bitte ausfüllen|please fill in):\s*([^\]]+)\]/g)].map(([, what = '']) =>
		what.trim(),
	);
}

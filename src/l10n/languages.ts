/** Languages of the interface; `de-simple` is Leichte Sprache (`simple` is a registered BCP 47 variant). */
export const interfaceLanguages = ['de', 'de-simple', 'en'] as const;

export type InterfaceLanguage = (typeof interfaceLanguages)[number];

/** Languages that content can have a variant in. */
export const contentLanguages = ['de', 'de-simple', 'en'] as const;

export type ContentLanguage = (typeof contentLanguages)[number];

export function isInterfaceLanguage(tag: string): tag is InterfaceLanguage {
	return interfaceLanguages.some((language) => language === tag);
}

/**
 * The one fallback rule: the first wished language that exists, then one of the same primary language, then the
 * source language, then whatever there is.
 *
 * @param available at least one language tag
 */
export function chooseLanguage(
	available: readonly string[],
	wished: readonly string[],
	source?: string,
): string {
	const exact = wished.find((tag) => available.includes(tag));
	const related = wished
		.map((tag) => available.find((candidate) => primary(candidate) === primary(tag)))
		.find((tag) => tag !== undefined);
	const ofSource = source !== undefined && available.includes(source) ? source : undefined;
	return exact ?? related ?? ofSource ?? available[0] ?? 'de';
}

/**
 * Languages an `Accept-Language` header wishes for, best first, as far as the interface speaks them (RFC 9110,
 * 12.5.4).
 */
export function acceptedLanguages(header: string): InterfaceLanguage[] {
	return header
		.split(',')
		.map((part) => {
			const [tag = '', ...parameters] = part.trim().split(';');
			const quality = parameters.map((parameter) => /^\s*q=([\d.]+)$/.exec(parameter)?.[1]).find(Boolean);
			return { tag: tag.toLowerCase(), quality: quality === undefined ? 1 : Number(quality) };
		})
		.sort((a, b) => b.quality - a.quality)
		.map(({ tag }) => interfaceLanguages.find((language) => tag === language || primary(tag) === language))
		.filter((language) => language !== undefined);
}

function primary(tag: string): string {
	return tag.split('-')[0] ?? tag;
}

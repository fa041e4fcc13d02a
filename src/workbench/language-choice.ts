import type { AstroCookies } from 'astro';

/** Languages of the interface. */
export const interfaceLanguages = ['de', 'de-simple', 'en'] as const;

/** Holds the language of whoever has not signed in; the server reads it before `Accept-Language`. */
const cookieName = 'verbund-language';
const cookieSeconds = 400 * 24 * 60 * 60;

/**
 * Keeps the language that a link of the page asks for (`?language=en`).
 *
 * @returns the path to go on with, or null where no language was asked for
 */
export function chooseLanguage(url: URL, cookies: AstroCookies): string | null {
	const wished = interfaceLanguages.find((language) => language === url.searchParams.get('language'));
	if (wished === undefined) return null;
	cookies.set(cookieName, wished, {
		path: '/',
		maxAge: cookieSeconds,
		sameSite: 'lax',
		httpOnly: true,
		secure: url.protocol === 'https:',
	});
	return withLanguage(url, null);
}

/** The same page with a wish for a language, or without one. */
export function withLanguage({ href }: URL, language: string | null): string {
	const url = new URL(href);
	url.searchParams.delete('done');
	url.searchParams.delete('language');
	if (language !== null) url.searchParams.set('language', language);
	return url.pathname + url.search;
}

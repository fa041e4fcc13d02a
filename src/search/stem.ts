import lunr from 'lunr';
import german from 'lunr-languages/lunr.de.js';
import stemmerSupport from 'lunr-languages/lunr.stemmer.support.js';

stemmerSupport(lunr);
german(lunr);

/** Which rules a language's words follow: German ones for all of German, English ones, none for the rest. */
export type Grammar = 'de' | 'en' | 'plain';

export const grammars = ['de', 'en', 'plain'] as const satisfies readonly Grammar[];

export function grammarOf(language: string): Grammar {
	const primary = language.split('-')[0];
	return primary === 'de' || primary === 'en' ? primary : 'plain';
}

/** @param word folded */
export function stem(word: string, grammar: Grammar): string {
	if (grammar === 'plain' || hasDigit.test(word)) return word;
	const stemmed = stemmers[grammar](new lunr.Token(word, {}));
	return String(stemmed) || word;
}

const hasDigit = /\d/;

const stemmers: Record<'de' | 'en', (token: lunr.Token) => unknown> = {
	de: (token) => lunr.de.stemmer?.(token),
	en: (token) => lunr.stemmer(token),
};

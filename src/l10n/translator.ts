import { IntlMessageFormat } from 'intl-messageformat';
import type { InterfaceLanguage } from './languages.ts';

export type MessageValues = Readonly<Record<string, string | number | Date>>;

/** `t('training.dueIn', { days })`: a whole sentence in the reader's language, in ICU message syntax. */
export type Translate = (key: string, values?: MessageValues) => string;

/** Flat: key to sentence. */
export type Messages = Readonly<Record<string, string>>;

export interface Translator {
	/** Adds a plugin's sentences; the answer removes them again. */
	add(messages: Partial<Record<InterfaceLanguage, Messages>>): () => void;
	/** A missing key falls back to German and then shows itself, so that a gap is seen and never crashes a page. */
	for(language: InterfaceLanguage): Translate;
	/** Resolves a manifest's `%key%`; other text is answered as it is. */
	resolve(language: InterfaceLanguage, text: string): string;
	has(language: InterfaceLanguage, key: string): boolean;
}

export function createTranslator(): Translator {
	const sources = new Set<Partial<Record<InterfaceLanguage, Messages>>>();
	const compiled = new Map<string, IntlMessageFormat>();

	const translator: Translator = {
		add(messages) {
			sources.add(messages);
			compiled.clear();
			return () => {
				sources.delete(messages);
				compiled.clear();
			};
		},
		for: (language) => (key, values) => {
			const format = compile(language, key);
			return format ? String(format.format({ ...values })) : key;
		},
		resolve(language, text) {
			const key = /^%(.+)%$/.exec(text)?.[1];
			return key === undefined ? text : translator.for(language)(key);
		},
		has: (language, key) => find(language, key) !== undefined,
	};
	return translator;

	function compile(language: InterfaceLanguage, key: string): IntlMessageFormat | undefined {
		const cacheKey = `${language}\n${key}`;
		const known = compiled.get(cacheKey);
		if (known) return known;
		const chain = fallbacks[language];
		for (const candidate of chain) {
			const sentence = find(candidate, key);
			if (sentence === undefined) continue;
			const format = new IntlMessageFormat(sentence, candidate === 'en' ? 'en-GB' : 'de-DE', undefined, {
				ignoreTag: true,
			});
			compiled.set(cacheKey, format);
			return format;
		}
		return undefined;
	}

	function find(language: InterfaceLanguage, key: string): string | undefined {
		for (const source of sources) {
			const sentence = source[language]?.[key];
			if (sentence !== undefined) return sentence;
		}
		return undefined;
	}
}

const fallbacks: Record<InterfaceLanguage, readonly InterfaceLanguage[]> = {
	de: ['de'],
	'de-simple': ['de-simple', 'de'],
	en: ['en', 'de'],
};

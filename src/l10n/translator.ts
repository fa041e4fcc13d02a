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
	const compiled = new Map<string, CompiledMessage>();

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
			const message = compile(language, key);
			if (message === undefined) return key;
			return typeof message === 'string' ? message : String(message.format({ ...values }));
		},
		resolve(language, text) {
			const key = /^%(.+)%$/.exec(text)?.[1];
			return key === undefined ? text : translator.for(language)(key);
		},
		has: (language, key) => find(language, key) !== undefined,
	};
	return translator;

	function compile(language: InterfaceLanguage, key: string): CompiledMessage | undefined {
		const cacheKey = `${language}\n${key}`;
		const known = compiled.get(cacheKey);
		if (known !== undefined) return known;
		for (const candidate of fallbacks[language]) {
			const sentence = find(candidate, key);
			if (sentence === undefined) continue;
			const message = compileSentence(sentence, candidate);
			compiled.set(cacheKey, message);
			return message;
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

/** A sentence without placeholders is its own message: nothing to parse, nothing to format. */
type CompiledMessage = IntlMessageFormat | string;

function compileSentence(sentence: string, language: InterfaceLanguage): CompiledMessage {
	if (!/[{}']/.test(sentence)) return sentence;
	return new IntlMessageFormat(sentence, language === 'en' ? 'en-GB' : 'de-DE', undefined, {
		ignoreTag: true,
	});
}

const fallbacks: Record<InterfaceLanguage, readonly InterfaceLanguage[]> = {
	de: ['de'],
	'de-simple': ['de-simple', 'de'],
	en: ['en', 'de'],
};

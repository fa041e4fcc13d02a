import { quote, type Sentence } from '../sentences.ts';
import type { CheckedLanguage, Match } from './rule.ts';

const mostWords = { 'de-simple': 12, de: 25 } as const satisfies Record<CheckedLanguage, number>;

export function findLongSentence(sentence: Sentence, language: CheckedLanguage): Match[] {
	const { start, end, words } = sentence;
	const limit = mostWords[language];
	return words.length > limit
		? [{ start, end, values: { count: words.length, limit, words: quote(sentence) } }]
		: [];
}

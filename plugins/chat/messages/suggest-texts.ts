import type { Translate } from 'verbund';
import type { SuggestTexts } from '../client/suggest-sources.ts';

/** What is said of the list that opens behind `@` and `[[`. */
export function suggestTexts(t: Translate): SuggestTexts {
	return {
		people: t('chat.suggest.people'),
		items: t('chat.suggest.items'),
		found: t('chat.suggest.found', { count: '{count}', first: '{first}' }),
		nothing: t('chat.suggest.nothing'),
	};
}

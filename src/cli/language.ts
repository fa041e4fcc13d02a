import { loadCoreMessages } from '../l10n/core-messages.ts';
import { createTranslator, type Translate } from '../l10n/translator.ts';

/** Sentences in the language of the terminal: English where it says so, else German. */
export function cliTranslator({ LC_ALL, LC_MESSAGES, LANG }: NodeJS.ProcessEnv): Translate {
	const translator = createTranslator();
	translator.add(loadCoreMessages());
	const language = [LC_ALL, LC_MESSAGES, LANG].find((value) => value !== undefined && value !== '');
	return translator.for(/^en/i.test(language ?? '') ? 'en' : 'de');
}

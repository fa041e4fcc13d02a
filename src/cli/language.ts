import { loadCoreMessages } from '../l10n/core-messages.ts';
import { createTranslator, type Translate } from '../l10n/translator.ts';

/** The language of the terminal: English where it says so, else German. */
export function cliLanguage({ LC_ALL, LC_MESSAGES, LANG }: NodeJS.ProcessEnv): 'de' | 'en' {
	const language = [LC_ALL, LC_MESSAGES, LANG].find((value) => value !== undefined && value !== '');
	return /^en/i.test(language ?? '') ? 'en' : 'de';
}

/** Sentences in the language of the terminal. */
export function cliTranslator(environment: NodeJS.ProcessEnv): Translate {
	const translator = createTranslator();
	translator.add(loadCoreMessages());
	return translator.for(cliLanguage(environment));
}

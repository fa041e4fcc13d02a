import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { interfaceLanguages, type InterfaceLanguage } from './languages.ts';
import type { Messages } from './translator.ts';

const messagesSchema = z.record(z.string(), z.string());

/** The core's own sentences: `<language>.json` beside this file. */
export function loadCoreMessages(): Record<InterfaceLanguage, Messages> {
	const [german, simple, english] = interfaceLanguages.map((language) =>
		messagesSchema.parse(JSON.parse(readFileSync(new URL(`./${language}.json`, import.meta.url), 'utf8'))),
	);
	return { de: german ?? {}, 'de-simple': simple ?? {}, en: english ?? {} };
}

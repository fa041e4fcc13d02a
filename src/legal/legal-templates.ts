import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LegalLanguage, LegalPage } from './legal-pages.ts';

/** Texts to begin with, that came with the installation; empty where there is none in this language. */
export function readLegalTemplate(contentFolder: string, page: LegalPage, language: LegalLanguage): string {
	const file = join(contentFolder, 'legal', language, `${page}.md`);
	return existsSync(file) ? readFileSync(file, 'utf8') : '';
}

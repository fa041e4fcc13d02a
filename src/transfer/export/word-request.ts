import type { ExportPage, ExportWords } from './export-page.ts';

/** What is asked of the process that writes Word files. */
export interface WordRequest {
	readonly target: string;
	readonly page: ExportPage;
	readonly words: ExportWords;
	readonly baseUrl: string;
	/** Paths of the pictures, by their address in the text. */
	readonly images: Readonly<Record<string, string>>;
}

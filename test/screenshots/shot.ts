import type { Locator, Page } from 'playwright-core';

/** One picture of the handbook: who looks, at which page, what they did before. */
export interface Shot {
	/** Of the file, and of the picture in the text. */
	readonly name: string;
	/** Address of an account of the demo network; nobody is signed in without it. */
	readonly who?: string;
	readonly path: string;
	readonly screen?: Screen;
	/** Of the window, where the rest of the page says nothing more. */
	readonly height?: number;
	readonly scheme?: 'light' | 'dark';
	/** What happens before the picture is taken; `say` knows what a key of `l10n` is called on this screen. */
	prepare?(page: Page, say: (key: string) => string): Promise<void>;
	/** The part that is shown; the whole window without it. */
	part?(page: Page): Locator;
}

export type Screen = 'desktop' | 'phone';

export const screens = {
	desktop: { viewport: { width: 1440, height: 900 }, deviceScaleFactor: 1 },
	phone: { viewport: { width: 390, height: 780 }, deviceScaleFactor: 2 },
} as const;

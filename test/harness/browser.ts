import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import { afterEach, expect } from 'vitest';
import { closeAfterTests } from './test-app.ts';
import type { TestHub } from './test-hub.ts';
import type { Who } from './test-network.ts';

const problems: string[] = [];
let starting: Promise<Browser> | undefined;

afterEach(() => {
	expect(problems.splice(0), 'problems in the browser').toEqual([]);
});

/**
 * Opens a window of Chromium as this person, with the hub as its address. A dialog, an error of a script or a refusal
 * by the content security policy fails the test.
 */
export async function browse(
	hub: TestHub,
	who: Who | 'anonymous',
	options: BrowserContextOptions = {},
): Promise<Page> {
	const browser = await startBrowser();
	const context = await browser.newContext({
		baseURL: hub.url,
		locale: 'de-DE',
		viewport: { width: 1440, height: 900 },
		...options,
	});
	const [name, value] = hub.as[who].headers['cookie']?.split('=') ?? [];
	if (name && value)
		await context.addCookies([{ name, value, url: hub.url, httpOnly: true, sameSite: 'Lax' }]);
	const page = await context.newPage();
	page.on('dialog', (dialog) => {
		problems.push(`dialog: ${dialog.message()}`);
		void dialog.dismiss();
	});
	page.on('pageerror', (error) => problems.push(error.message));
	page.on('console', (message) => {
		if (message.type() === 'error' && !isOfNetwork(message.text())) problems.push(message.text());
	});
	return page;
}

/** What the browser says of answers, and of a line that is cut; the second one when it looks for a newer service worker. */
function isOfNetwork(text: string): boolean {
	return ['Failed to load resource', 'An unknown error occurred when fetching the script'].some((said) =>
		text.startsWith(said),
	);
}

function startBrowser(): Promise<Browser> {
	starting ??= launch();
	return starting;
}

async function launch(): Promise<Browser> {
	const browser = await chromium.launch({
		executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
		args: [
			'--no-sandbox',
			'--disable-gpu',
			'--disable-quic',
			'--no-first-run',
			'--disable-background-networking',
			'--disable-component-update',
			'--disable-sync',
		],
	});
	closeAfterTests(() => browser.close());
	return browser;
}

import { existsSync } from 'node:fs';
import { chromium, type Browser, type BrowserContext } from 'playwright-core';

const executable = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) =>
	existsSync(path),
);
export const launchArguments: readonly string[] = [
	'--no-sandbox',
	'--disable-gpu',
	'--disable-quic',
	'--no-first-run',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
];

export interface ReadingPage {
	readonly wireBytes: number;
	readonly scriptBytes: number;
	/** Largest contentful paint and total blocking time in milliseconds, CPU slowed four times. */
	readonly largestPaint: number;
	readonly blocking: number;
}

declare global {
	interface Window {
		measured: { paint: number; blocking: number };
	}
}

/**
 * Opens each page five times with an empty cache, in turns, and answers the medians. Each has a window that stays open:
 * with a new one Chromium loads its own address field as a page, which takes longer than what is measured here.
 *
 * @throws without Chromium
 */
export async function measureReadingPages(
	pages: readonly { readonly url: string; readonly cookie?: string }[],
): Promise<readonly ReadingPage[]> {
	const browser = await chromium.launch({ executablePath: chromiumPath(), args: [...launchArguments] });
	const rounds = pages.map((): ReadingPage[] => []);
	const windows = await Promise.all(pages.map(({ cookie }) => openWindow(browser, cookie)));
	for (let round = 0; round < 5; round += 1) {
		for (const [index, { url }] of pages.entries()) {
			const context = windows[index];
			if (context) rounds[index]?.push(await openCold(context, url));
		}
	}
	await browser.close();
	return rounds.map((round) => ({
		wireBytes: median(round.map(({ wireBytes }) => wireBytes)),
		scriptBytes: median(round.map(({ scriptBytes }) => scriptBytes)),
		largestPaint: median(round.map(({ largestPaint }) => largestPaint)),
		blocking: median(round.map(({ blocking }) => blocking)),
	}));
}

/** @throws without Chromium */
export function chromiumPath(): string {
	if (executable === undefined) throw new Error('Chromium is missing (apt install chromium).');
	return executable;
}

async function openWindow(browser: Browser, cookie?: string): Promise<BrowserContext> {
	const context = await browser.newContext({
		viewport: { width: 1440, height: 900 },
		...(cookie === undefined ? {} : { extraHTTPHeaders: { cookie } }),
	});
	await context.newPage();
	return context;
}

async function openCold(context: BrowserContext, url: string): Promise<ReadingPage> {
	const page = await context.newPage();
	const session = await context.newCDPSession(page);
	await session.send('Network.enable');
	await session.send('Network.clearBrowserCache');
	await session.send('Storage.clearDataForOrigin', { origin: new URL(url).origin, storageTypes: 'all' });
	await session.send('Emulation.setCPUThrottlingRate', { rate: 4 });
	const kinds = new Map<string, string>();
	let wireBytes = 0;
	let scriptBytes = 0;
	session.on('Network.responseReceived', ({ requestId, type }) => kinds.set(requestId, type));
	session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
		wireBytes += encodedDataLength;
		if (kinds.get(requestId) === 'Script') scriptBytes += encodedDataLength;
	});
	await page.addInitScript(() => {
		window.measured = { paint: 0, blocking: 0 };
		new PerformanceObserver((list) => {
			window.measured.paint = list.getEntries().at(-1)?.startTime ?? 0;
		}).observe({ type: 'largest-contentful-paint', buffered: true });
		new PerformanceObserver((list) => {
			for (const { duration } of list.getEntries()) window.measured.blocking += Math.max(0, duration - 50);
		}).observe({ type: 'longtask', buffered: true });
	});
	await page.goto(url, { waitUntil: 'networkidle' });
	await page.waitForTimeout(300);
	const { paint, blocking } = await page.evaluate(() => window.measured);
	await page.close();
	return { wireBytes, scriptBytes, largestPaint: paint, blocking };
}

function median(values: readonly number[]): number {
	return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

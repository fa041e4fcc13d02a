import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Page } from 'playwright-core';
import { prepareCorpora } from './corpus-folders.ts';
import { fillHub } from './fill.ts';
import { startHub } from './hub-process.ts';
import { chromiumPath, launchArguments } from './reading-page.ts';
import { report } from './report.ts';
import { readStoredItem, readTitleWords } from './stored-item.ts';

/** Between two keys, as quick typists press them. Milliseconds. */
const keyPause = 90;
const queries = 60;

/**
 * `npm run bench -- palette [<folder of Markdown> ...] [--json]`: how long after the last key the palette shows what
 * the text finds, in the largest hub, with the CPU slowed four times.
 */
export async function run(args: readonly string[]): Promise<void> {
	const scratch = mkdtempSync(join(tmpdir(), 'verbund-bench-'));
	try {
		const corpora = prepareCorpora(
			args.filter((argument) => !argument.startsWith('--')),
			scratch,
		);
		const folder = join(scratch, 'hub');
		const { items } = await fillHub(folder, corpora.large);
		const { toOpen, toHits } = await measure(folder);
		report(
			'palette',
			[
				{ name: 'items', value: items, unit: '' },
				{ name: 'from Ctrl K to the open palette, first time', value: toOpen, unit: 'ms' },
				{ name: 'from the last key to first hits, p50', value: quantile(toHits, 0.5), unit: 'ms' },
				{
					name: 'from the last key to first hits, p95',
					value: quantile(toHits, 0.95),
					unit: 'ms',
					target: { atMost: 100 },
				},
				{ name: 'slowest', value: quantile(toHits, 1), unit: 'ms' },
			],
			args,
		);
	} finally {
		rmSync(scratch, { recursive: true, force: true });
	}
}

declare global {
	interface Window {
		/** When the last key was pressed, and how long after it the list of the whole text was shown. */
		palette: { pressed: number; shown: Promise<number> };
	}
}

async function measure(folder: string): Promise<{ toOpen: number; toHits: readonly number[] }> {
	const { path } = readStoredItem(folder);
	const words = readTitleWords(folder, queries);
	const hub = await startHub(folder);
	const browser = await chromium.launch({ executablePath: chromiumPath(), args: [...launchArguments] });
	try {
		const cookie = await hub.signIn();
		const context = await browser.newContext({
			extraHTTPHeaders: { cookie },
			viewport: { width: 1440, height: 900 },
		});
		const page = await context.newPage();
		const session = await context.newCDPSession(page);
		await session.send('Emulation.setCPUThrottlingRate', { rate: 4 });
		await page.addInitScript(() => {
			window.palette = { pressed: 0, shown: Promise.resolve(0) };
			addEventListener('keydown', ({ timeStamp }) => (window.palette.pressed = timeStamp), true);
		});
		await page.goto(hub.url + path, { waitUntil: 'networkidle' });
		const toOpen = await openPalette(page);
		const toHits: number[] = [];
		for (const word of words) toHits.push(await typeWord(page, word));
		return { toOpen, toHits };
	} finally {
		await browser.close();
		await hub.stop();
	}
}

async function openPalette(page: Page): Promise<number> {
	await page.keyboard.press('Control+k');
	await page.locator('dialog[open]').waitFor();
	return page.evaluate(() => performance.now() - window.palette.pressed);
}

/** @returns milliseconds from the event of the last key to the frame that shows the list of the whole text */
async function typeWord(page: Page, word: string): Promise<number> {
	await page.locator('#palette-input').fill('');
	await page.evaluate((text) => {
		const list = document.querySelector('#palette-list');
		window.palette.shown = new Promise((resolve) => {
			const observer = new MutationObserver(() => {
				// The last line repeats the text that the list is for.
				if (!list?.lastElementChild?.textContent.includes(text)) return;
				observer.disconnect();
				requestAnimationFrame(() => resolve(performance.now() - window.palette.pressed));
			});
			if (list) observer.observe(list, { childList: true });
		});
	}, word);
	await page.keyboard.type(word, { delay: keyPause });
	return page.evaluate(() => window.palette.shown);
}

function quantile(values: readonly number[], part: number): number {
	const sorted = values.toSorted((a, b) => a - b);
	return sorted[Math.min(Math.floor(sorted.length * part), sorted.length - 1)] ?? 0;
}

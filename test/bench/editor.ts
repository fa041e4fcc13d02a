import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type BrowserContext } from 'playwright-core';
import { createApp } from '../../src/app.ts';
import { systemActor } from '../../src/access/actor.ts';
import { createTestConfig } from '../harness/test-config.ts';
import { readerEmail, readerPassword } from './bench-reader.ts';
import { startHub } from './hub-process.ts';
import { chromiumPath, launchArguments } from './reading-page.ts';
import { report } from './report.ts';
import { typeEverywhere } from './typing.ts';

const openings = 7;

/**
 * `npm run bench -- editor [--json]`: how long until one can write in a text of 20 kB, with an empty cache and with a
 * full one, beside a page with a bare textarea; and what a key costs in 100 kB, beside a bare textarea and a bare
 * `contenteditable` of the same text: what the browser itself takes for it.
 */
export async function run(args: readonly string[]): Promise<void> {
	const folder = mkdtempSync(join(tmpdir(), 'verbund-bench-'));
	try {
		const items = await writeItems(folder);
		const figures = await measure(folder, items);
		report(
			'editor',
			[
				{ name: 'open 20 kB, cold', value: median(figures.cold), unit: 'ms', target: { atMost: 1500 } },
				{ name: 'open 20 kB, warm', value: median(figures.warm), unit: 'ms', target: { atMost: 500 } },
				{ name: 'bare textarea of 20 kB, cold', value: median(figures.bareCold), unit: 'ms' },
				{ name: 'bare textarea of 20 kB, warm', value: median(figures.bareWarm), unit: 'ms' },
				{
					name: 'scripts of the page, compressed',
					value: figures.kilobytes,
					unit: 'kB',
					target: { atMost: 300 },
				},
				...figures.typing.flatMap(({ name, waits, processor }, index) => [
					{ name: `a key in 100 kB, ${name}: processor`, value: processor, unit: 'ms' },
					{ name: `the same with the CPU slowed 4×, p50`, value: quantile(waits, 0.5), unit: 'ms' },
					{
						name: 'the same, p95',
						value: quantile(waits, 0.95),
						unit: 'ms',
						...(index === 0 ? { target: { atMost: 50 } } : {}),
					},
				]),
			],
			args,
		);
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

interface Items {
	readonly small: string;
	readonly large: string;
	readonly text: string;
}

async function writeItems(dataFolder: string): Promise<Items> {
	const app = await createApp(createTestConfig({ dataFolder }));
	const { id: organisationId } = await app.accounts.organisations.create({
		...{ slug: 'bench', name: 'Bench', shortName: 'B', colour: '#0b6461', fields: {} },
	});
	const passwordHash = await app.accounts.passwords.hash(readerPassword);
	const personId = await app.accounts.people.create({ email: readerEmail, name: 'Bench', passwordHash });
	await app.accounts.people.addMembership(personId, organisationId, ['author']);
	const create = async (title: string, body: string) => {
		const place = { type: 'procedure', organisationId, collectionId: null, language: 'de' } as const;
		const fields = {
			steps: Array.from({ length: 12 }, (_, index) => ({ title: `Schritt ${index}`, text: 'Text.' })),
		};
		return (await app.content.create(systemActor('bench'), place, { title, summary: '', body, fields })).id;
	};
	const text = textOf(20_000);
	const items = { small: await create('Klein', text), large: await create('Groß', textOf(100_000)), text };
	await app.close();
	return items;
}

/** Headings, paragraphs, lists and tables, as procedures have them. */
function textOf(size: number): string {
	let text = '';
	for (let part = 1; text.length < size; part += 1) {
		text += `## Abschnitt ${part}\n\nDer **Antrag** geht an die [zuständige Stelle](https://amt.example/${part}), die ihn mit dem Datum versieht und in die Akte legt. Danach prüft eine zweite Person die Angaben.\n\n`;
		text += `- Antrag stempeln\n- Akte anlegen\n  - Nummer vergeben\n- Eingang bestätigen\n\n`;
		text += `| Was | Wer | Bis wann |\n| --- | --- | --- |\n| Prüfen | Verwaltung | 3 Tage |\n| Entscheiden | Leitung | 14 Tage |\n\n`;
	}
	return text;
}

async function measure(folder: string, { small, large, text }: Items) {
	const hub = await startHub(folder);
	const browser = await chromium.launch({ executablePath: chromiumPath(), args: [...launchArguments] });
	try {
		const cookie = await hub.signIn();
		const open = async () => {
			const context = await browser.newContext({ extraHTTPHeaders: { cookie }, serviceWorkers: 'block' });
			// A window that stays open: with a new one Chromium loads its own address field as a page.
			await context.newPage();
			return context;
		};
		const address = `${hub.url}/content/${small}/edit`;
		const cold: number[] = [];
		const warm: number[] = [];
		const bareCold: number[] = [];
		const bareWarm: number[] = [];
		for (let round = 0; round < openings; round += 1) {
			const context = await open();
			cold.push(await timeToWrite(context, address, editable));
			warm.push(await timeToWrite(context, address, editable));
			await context.close();
			const bare = await open();
			await bare.route('**/bare', (route) =>
				route.fulfill({ contentType: 'text/html', body: `<!doctype html><textarea>${text}</textarea>` }),
			);
			bareCold.push(await timeToWrite(bare, `${hub.url}/bare`, 'textarea'));
			bareWarm.push(await timeToWrite(bare, `${hub.url}/bare`, 'textarea'));
			await bare.close();
		}
		const context = await open();
		const kilobytes = await scriptBytes(context, address);
		const typing = await typeEverywhere(context, hub.url, `${hub.url}/content/${large}/edit`, editable);
		return { cold, warm, bareCold, bareWarm, kilobytes, typing };
	} finally {
		await browser.close();
		await hub.stop();
	}
}

const editable = 'markdown-editor[data-mode=visual] [contenteditable=true]';

/** @returns milliseconds until one can type into it */
async function timeToWrite(context: BrowserContext, address: string, selector: string): Promise<number> {
	const page = await context.newPage();
	const start = performance.now();
	await page.goto(address, { waitUntil: 'commit' });
	// Asking whether it can be seen would lay the page out before its styles are there; the next frame shows it.
	await page.locator(selector).first().waitFor({ state: 'attached' });
	await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve))));
	const time = performance.now() - start;
	await page.close();
	return time;
}

async function scriptBytes(context: BrowserContext, address: string): Promise<number> {
	const page = await context.newPage();
	const session = await context.newCDPSession(page);
	await session.send('Network.enable');
	await session.send('Network.setCacheDisabled', { cacheDisabled: true });
	const scripts = new Set<string>();
	let bytes = 0;
	session.on('Network.responseReceived', ({ requestId, type }) => {
		if (type === 'Script') scripts.add(requestId);
	});
	session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
		if (scripts.has(requestId)) bytes += encodedDataLength;
	});
	await page.goto(address);
	await page.locator(editable).first().waitFor();
	await page.waitForLoadState('networkidle');
	await page.close();
	return bytes / 1000;
}

function median(values: readonly number[]): number {
	return quantile(values, 0.5);
}

function quantile(values: readonly number[], part: number): number {
	const sorted = values.toSorted((a, b) => a - b);
	return sorted[Math.min(Math.floor(sorted.length * part), sorted.length - 1)] ?? 0;
}

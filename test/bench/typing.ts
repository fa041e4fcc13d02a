import type { BrowserContext, CDPSession, Page } from 'playwright-core';

export interface TypingFigures {
	readonly name: string;
	/** Milliseconds from each key to the frame after it, with the CPU slowed four times. */
	readonly waits: readonly number[];
	/** Milliseconds of the page's thread for a key at full speed: what other programs on the machine take is not in it. */
	readonly processor: number;
}

const words = 'Wort und noch eins dazu, ';
const keys = 80;
/** Between two keys, as quick typists press them. Milliseconds. */
const keyPause = 90;
/** Keys in the editor, in bare fields, and again: whatever else the machine does hits all of them. */
const rounds = 2;

declare global {
	interface Window {
		/** Milliseconds from each key to the frame after it. */
		keys: number[];
	}
}

/** In the editor at this address, and in a bare `contenteditable` and a bare textarea of the same text. */
export async function typeEverywhere(
	context: BrowserContext,
	origin: string,
	address: string,
	editable: string,
): Promise<readonly TypingFigures[]> {
	const editor = await openField(context, address, editable);
	const { html, text } = await editor.page.evaluate(
		([selector = '']) => ({
			html: document.querySelector(selector)?.innerHTML ?? '',
			text: document.querySelector('textarea[name=body]')?.textContent ?? '',
		}),
		[editable],
	);
	const bare = async (path: string, body: string, selector: string) => {
		await context.route(`**${path}`, (route) =>
			route.fulfill({ contentType: 'text/html', body: `<!doctype html><meta charset=utf-8>${body}` }),
		);
		return openField(context, origin + path, selector);
	};
	const fields = [
		{ name: 'the editor', ...editor },
		{
			name: 'bare contenteditable',
			...(await bare('/bare-rich', `<div contenteditable=true>${html}</div>`, '[contenteditable]')),
		},
		{
			name: 'bare textarea',
			...(await bare(
				'/bare-plain',
				`<textarea rows=40 cols=80>${text.replaceAll('<', '&lt;')}</textarea>`,
				'textarea',
			)),
		},
	];
	const figures = new Map<string, Measured>(fields.map(({ name }) => [name, { waits: [], processors: [] }]));
	for (let round = 0; round < rounds; round += 1) {
		for (const { name, page, session } of fields) {
			const measured = figures.get(name);
			await page.bringToFront();
			measured?.processors.push(await processorOf(page, session));
			measured?.waits.push(...(await waitsOf(page, session)));
		}
	}
	for (const { page } of fields) await page.close();
	return [...figures].map(([name, { waits, processors }]) => ({
		name,
		waits,
		processor: Math.min(...processors),
	}));
}

interface Measured {
	readonly waits: number[];
	readonly processors: number[];
}

interface OpenField {
	readonly page: Page;
	readonly session: CDPSession;
}

/** With the caret in the middle of the text. */
async function openField(context: BrowserContext, address: string, selector: string): Promise<OpenField> {
	const page = await context.newPage();
	await page.goto(address);
	const field = page.locator(selector).first();
	await field.waitFor();
	await page.evaluate(() => {
		window.keys = [];
		addEventListener(
			'keydown',
			({ timeStamp }) =>
				requestAnimationFrame(() => setTimeout(() => window.keys.push(performance.now() - timeStamp))),
			true,
		);
	});
	const paragraphs = field.locator('> p');
	const count = await paragraphs.count();
	if (count > 0) await paragraphs.nth(Math.floor(count / 2)).click();
	else
		await field.evaluate((area) => {
			if (!(area instanceof HTMLTextAreaElement)) return;
			area.focus();
			area.setSelectionRange(area.value.length / 2, area.value.length / 2);
		});
	const session = await context.newCDPSession(page);
	await session.send('Performance.enable', { timeDomain: 'threadTicks' });
	return { page, session };
}

async function processorOf(page: Page, session: CDPSession): Promise<number> {
	const before = await taskTime(session);
	await type(page);
	return ((await taskTime(session)) - before) / keys;
}

async function taskTime(session: CDPSession): Promise<number> {
	const { metrics } = await session.send('Performance.getMetrics');
	return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0) * 1000;
}

async function waitsOf(page: Page, session: CDPSession): Promise<readonly number[]> {
	await session.send('Emulation.setCPUThrottlingRate', { rate: 4 });
	await page.evaluate(() => (window.keys = []));
	await type(page);
	const waits = await page.evaluate(() => window.keys);
	await session.send('Emulation.setCPUThrottlingRate', { rate: 1 });
	return waits;
}

/** Word by word. */
async function type(page: Page): Promise<void> {
	await page.keyboard.type(words.repeat(Math.ceil(keys / words.length)).slice(0, keys), { delay: keyPause });
}

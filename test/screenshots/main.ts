import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { demoPassword } from '../../src/demo/network.ts';
import { root, startHub, waitFor } from '../bench/hub-process.ts';
import { chromiumPath, launchArguments } from '../bench/reading-page.ts';
import { readSentences } from '../harness/sentences.ts';
import { screens, type Shot } from './shot.ts';
import { shots } from './shots.ts';

const pictureFolder = join(root, 'content', 'handbook', 'images');
const quality = 80;
/** Pictures in other languages than German end with theirs: `home-en.webp`. */
const languages = ['de', 'en'] as const;

/**
 * Takes the pictures of the handbook from a demo hub of its own, on data that is thrown away.
 *
 * @param names of the pictures that are taken; all of them without any
 */
export async function main(names: readonly string[]): Promise<void> {
	const unknown = names.find((name) => !shots.some((shot) => shot.name === name));
	if (unknown !== undefined) throw new Error(`There is no picture “${unknown}”.`);
	const dataFolder = mkdtempSync(join(tmpdir(), 'verbund-screenshots-'));
	const hub = await startHub(dataFolder, ['--demo']);
	const browser = await chromium.launch({ executablePath: chromiumPath(), args: [...launchArguments] });
	try {
		await waitFor(`${hub.url}/api/ready`);
		mkdirSync(pictureFolder, { recursive: true });
		const wanted = shots.filter(({ name }) => names.length === 0 || names.includes(name));
		for (const language of languages)
			for (const shot of wanted) {
				const name = language === 'de' ? shot.name : `${shot.name}-${language}`;
				const bytes = await take(browser, hub.url, shot, language);
				writeFileSync(join(pictureFolder, `${name}.webp`), bytes);
				console.info(`${name.padEnd(20)} ${(bytes.length / 1000).toFixed(0).padStart(4)} kB`);
			}
	} finally {
		await browser.close();
		await hub.stop();
		rmSync(dataFolder, { recursive: true, force: true });
	}
}

async function take(
	browser: Browser,
	url: string,
	shot: Shot,
	language: (typeof languages)[number],
): Promise<Buffer> {
	const sentences = readSentences(language);
	const { viewport, ...screen } = screens[shot.screen ?? 'desktop'];
	const context = await browser.newContext({
		...screen,
		viewport: { ...viewport, ...(shot.height ? { height: shot.height } : {}) },
		baseURL: url,
		locale: 'de-DE',
		timezoneId: 'Europe/Berlin',
		colorScheme: shot.scheme ?? 'light',
		reducedMotion: 'reduce',
	});
	try {
		if (shot.who !== undefined) await signIn(context, shot.who, language);
		const page = await context.newPage();
		await page.goto(shot.path);
		await shot.prepare?.(page, (key) => sentences.get(key) ?? key);
		await page.waitForLoadState('networkidle');
		await page.evaluate(() => document.fonts.ready.then(() => undefined));
		return await picture(context, page, shot);
	} finally {
		await context.close();
	}
}

async function signIn({ request }: BrowserContext, email: string, language: string): Promise<void> {
	const execute = async (command: string, data: object): Promise<void> => {
		const answer = await request.post(`/api/commands/${command}`, { data });
		if (!answer.ok()) throw new Error(`${email}, ${command}: ${await answer.text()}`);
	};
	await execute('accounts.signIn', { email, password: demoPassword });
	await execute('accounts.changePreferences', {
		interfaceLanguage: language,
		contentLanguages: [...new Set([language, 'de'])],
	});
}

/** As WebP, a third of the size of the PNG that a test would take. */
async function picture(context: BrowserContext, page: Page, { part }: Shot): Promise<Buffer> {
	const box = await part?.(page).boundingBox();
	const session = await context.newCDPSession(page);
	const { data } = await session.send('Page.captureScreenshot', {
		format: 'webp',
		quality,
		...(box ? { clip: { ...box, scale: 1 } } : {}),
	});
	return Buffer.from(data, 'base64');
}

import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';

const themes = {
	light: { colorScheme: 'light', contrast: 'no-preference' },
	dark: { colorScheme: 'dark', contrast: 'no-preference' },
	contrast: { colorScheme: 'light', contrast: 'more' },
} as const;

/** What axe finds on the open page at these widths in every theme, and whether it is wider than the window. */
export async function lookAt(page: Page, widths: readonly number[]): Promise<string[]> {
	const faults: string[] = [];
	for (const width of widths) {
		await page.setViewportSize({ width, height: 900 });
		for (const [theme, media] of Object.entries(themes)) {
			// Without movement: else axe measures a colour half way between two themes.
			await page.emulateMedia({ ...media, reducedMotion: 'reduce' });
			faults.push(...(await violations(page)).map((fault) => `${width} ${theme}: ${fault}`));
		}
		const wide = await page.evaluate(widerThanWindow);
		faults.push(...wide.map((html) => `${width}: wider than the window: ${html}`));
	}
	return faults;
}

async function violations(page: Page): Promise<string[]> {
	const isLoaded = await page.evaluate(() => 'axe' in window);
	// All of it stands in one frame, so that no second window is needed to put the findings together.
	const builder = new AxeBuilder(isLoaded ? { page, axeSource: ';' } : { page }).setLegacyMode(true);
	const { violations: found } = await builder.options({ resultTypes: ['violations'] }).analyze();
	return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`);
}

/** Runs in the page. @returns what sticks out, if the page can be scrolled sideways; the innermost parts say why */
function widerThanWindow(): string[] {
	const { clientWidth, scrollWidth } = document.documentElement;
	if (scrollWidth <= clientWidth) return [];
	const sticksOut = (element: Element) => element.getBoundingClientRect().right > clientWidth + 1;
	const found = [...document.querySelectorAll('body *')].filter(
		(element) => sticksOut(element) && ![...element.children].some(sticksOut),
	);
	return ['', ...found.map(({ outerHTML }) => outerHTML.slice(0, 150))].slice(found.length > 0 ? 1 : 0, 4);
}

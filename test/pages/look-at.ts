import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';

const themes = {
	light: { colorScheme: 'light', contrast: 'no-preference' },
	dark: { colorScheme: 'dark', contrast: 'no-preference' },
	contrast: { colorScheme: 'light', contrast: 'more' },
} as const;

/** All that a theme can change: the themes are colours, and nothing else. */
const colours = ['color-contrast', 'link-in-text-block'];

/** What a narrower window can change where nothing comes, goes or moves to another place. */
const sizes = ['color-contrast', 'scrollable-region-focusable'];

interface Look {
	readonly width: number;
	readonly theme: keyof typeof themes;
	/** Rules that axe is asked for; all of them unless given. */
	readonly rules?: readonly string[];
}

/**
 * Every width at which the frame or a page is arranged otherwise is asked for every rule once, in light; names, roles,
 * order and labels are the same in all themes. The colours are looked at in each theme, in the widest and in the phone's
 * arrangement, which between them show every part of a page. 320 pixels have the phone's arrangement, with less room.
 * Theme and width change without loading the page anew: both are media queries, and nothing on a page asks for them but
 * its style sheets.
 */
const looks: readonly Look[] = [
	{ width: 1440, theme: 'light' },
	{ width: 1440, theme: 'dark', rules: colours },
	{ width: 1440, theme: 'contrast', rules: colours },
	{ width: 768, theme: 'light' },
	{ width: 390, theme: 'light' },
	{ width: 390, theme: 'dark', rules: colours },
	{ width: 390, theme: 'contrast', rules: colours },
	{ width: 320, theme: 'light', rules: sizes },
];

/** What axe finds on the open page, and whether it is wider than the window. */
export async function lookAt(page: Page): Promise<string[]> {
	const faults: string[] = [];
	const measured = new Set<number>();
	for (const { width, theme, rules } of looks) {
		await page.setViewportSize({ width, height: 900 });
		// Without movement: else axe measures a colour half way between two themes.
		await page.emulateMedia({ ...themes[theme], reducedMotion: 'reduce' });
		faults.push(...(await violations(page, rules)).map((fault) => `${width} ${theme}: ${fault}`));
		if (measured.has(width)) continue;
		measured.add(width);
		const wide = await page.evaluate(widerThanWindow);
		faults.push(...wide.map((html) => `${width}: wider than the window: ${html}`));
	}
	return faults;
}

async function violations(page: Page, rules: readonly string[] | undefined): Promise<string[]> {
	const isLoaded = await page.evaluate(() => 'axe' in window);
	// All of it stands in one frame, so that no second window is needed to put the findings together.
	const builder = new AxeBuilder(isLoaded ? { page, axeSource: ';' } : { page }).setLegacyMode(true);
	const { violations: found } = await builder
		.options({
			resultTypes: ['violations'],
			...(rules ? { runOnly: { type: 'rule', values: [...rules] } } : {}),
		})
		.analyze();
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

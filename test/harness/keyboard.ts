import type { Page } from 'playwright-core';
import { expect } from 'vitest';

/** A window used by somebody who has no mouse. */
export interface Keyboard {
	/** Types the address. */
	open(path: string): Promise<void>;
	press(...keys: readonly string[]): Promise<void>;
	type(text: string): Promise<void>;
	/** Goes on with Tab until the focus is on what is called so; it must be seen there. */
	tabTo(name: string | RegExp): Promise<void>;
	/** Goes there and presses the key; waits for the page that follows. */
	follow(name: string | RegExp): Promise<void>;
	heading(): Promise<string>;
	text(): Promise<string>;
	path(): string;
}

const patience = 90;

export function keyboardOf(page: Page): Keyboard {
	const keyboard: Keyboard = {
		async open(path) {
			await page.goto(path);
		},
		async press(...keys) {
			for (const key of keys) await page.keyboard.press(key);
		},
		type: (text) => page.keyboard.insertText(text),
		async tabTo(name) {
			const met: string[] = [];
			for (let press = 0; press < patience; press += 1) {
				await page.keyboard.press('Tab');
				const focus = await page.evaluate(describeFocus);
				met.push(focus.name);
				const isIt = typeof name === 'string' ? focus.name === name : name.test(focus.name);
				if (!isIt) continue;
				expect(focus.isSeen, `the focus on “${focus.name}” is seen`).toBe(true);
				return;
			}
			throw new Error(`No way by Tab to ${String(name)}; met ${met.join(' | ')}`);
		},
		async follow(name) {
			await keyboard.tabTo(name);
			await Promise.all([page.waitForEvent('domcontentloaded'), page.keyboard.press('Enter')]);
			await page.waitForLoadState();
		},
		heading: () => page.getByRole('heading', { level: 1 }).filter({ visible: true }).first().innerText(),
		text: () => page.locator('main').innerText(),
		path: () => new URL(page.url()).pathname,
	};
	return keyboard;
}

/** Runs in the page. */
function describeFocus(): { name: string; isSeen: boolean } {
	const focused = document.activeElement;
	if (!(focused instanceof HTMLElement) || focused === document.body) return { name: '', isSeen: false };
	const labels = 'labels' in focused && focused.labels instanceof NodeList ? [...focused.labels] : [];
	const labelledBy = (focused.getAttribute('aria-labelledby') ?? '')
		.split(' ')
		.map((id) => document.getElementById(id));
	const named = [...labels, ...labelledBy].map((label) => label?.textContent ?? '').join(' ');
	const name = focused.getAttribute('aria-label') ?? (named.trim() === '' ? focused.textContent : named);
	const style = getComputedStyle(focused);
	return {
		name: name.replaceAll(/\s+/g, ' ').trim(),
		isSeen: style.outlineStyle !== 'none' || style.boxShadow !== 'none',
	};
}

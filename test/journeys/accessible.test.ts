import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { browse } from '../harness/browser.ts';
import { startTestHub, type TestHub } from '../harness/test-hub.ts';
import { createObjects, type Objects } from '../matrix/objects.ts';
import { routeTable } from '../matrix/routes.ts';

let hub: TestHub;
let objects: Objects;

beforeAll(async () => {
	hub = await startTestHub();
	objects = await createObjects(hub, 'alpha');
	await hub.as.admin.execute('content.unarchive', { itemId: objects.items.archived.id });
});

const routes = Object.keys(routeTable).filter((route) => !route.startsWith('/api/'));
const faces = [1440, 390].flatMap((width) =>
	(['light', 'dark'] as const).map((colorScheme) => ({ width, colorScheme })),
);
let windows: Readonly<Record<'admin' | 'networkAdmin' | 'anonymous', Page>>;

test.each(routes)('%s has no fault that axe finds, wide and narrow, light and dark', async (route) => {
	windows ??= {
		admin: await browse(hub, 'admin'),
		networkAdmin: await browse(hub, 'networkAdmin'),
		anonymous: await browse(hub, 'anonymous'),
	};
	const [address] = routeTable[route]?.addresses(objects) ?? [];
	const who = route.endsWith('/network')
		? 'networkAdmin'
		: /token\]|sign-in/.test(route)
			? 'anonymous'
			: 'admin';
	const page = windows[who];
	const faults: string[] = [];
	await page.goto(address?.path ?? '/');
	for (const { width, colorScheme } of faces) {
		await page.setViewportSize({ width, height: 900 });
		// Without movement: else axe measures a colour half way between two themes.
		await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
		// All of it stands in one frame, so that no second window is needed to put the findings together.
		const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
		const isWider = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
		const found = violations.map(
			({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`,
		);
		faults.push(
			...[...found, ...(isWider ? ['wider than the window'] : [])].map(
				(fault) => `${width} ${colorScheme}: ${fault}`,
			),
		);
	}

	expect(faults).toEqual([]);
});

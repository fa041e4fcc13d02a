import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { corePageRoutes } from '../../src/host/page-routes.ts';
import { browse } from '../harness/browser.ts';
import { startTestHub, type TestHub } from '../harness/test-hub.ts';
import { lookAt } from '../pages/look-at.ts';
import { createScene, type Scene } from '../pages/scene.ts';
import { visits, type Visit } from '../pages/visits.ts';

/** Two windows at once for each person, since axe keeps one processor busy. */
const windowWidths = [
	[1440, 390],
	[768, 320],
] as const;

let hub: TestHub;
let scene: Scene;
const windows = new Map<string, Promise<Page>>();

beforeAll(async () => {
	hub = await startTestHub();
	scene = await createScene(hub);
});

test('every page of the core and of the plugins is looked at', () => {
	const ofPlugins = hub.app.host.plugins.flatMap(({ manifest }) => manifest.contributes.pages);
	const pages = ofPlugins.filter(({ entry }) => entry.endsWith('.astro'));

	expect(Object.keys(visits).sort()).toEqual([...corePageRoutes, ...pages].map(({ route }) => route).sort());
});

describe.each(Object.entries(visits))('%s', (_, looks) => {
	test.each(looks.map((look, index) => [index + 1, look.who, look] as const))(
		'has no fault that axe finds, in every theme, at 1440, 768, 390 and 320 pixels (%i: %s)',
		async (_index, _who, look) => {
			const faults = await Promise.all(
				windowWidths.map(async (widths, index) => {
					const page = await windowOf(look.who, index);
					const status = await open(page, look);
					return [...(status === look.status ? [] : [`status ${status}`]), ...(await lookAt(page, widths))];
				}),
			);

			expect(faults.flat()).toEqual([]);
		},
		120_000,
	);
});

function windowOf(who: Visit['who'], index: number): Promise<Page> {
	const key = `${who} ${index}`;
	const found = windows.get(key) ?? browse(hub, who);
	windows.set(key, found);
	return found;
}

async function open(page: Page, { path, act }: Visit): Promise<number | undefined> {
	await page.setViewportSize({ width: 1440, height: 900 });
	const response = await page.goto(path(scene));
	await act?.(page);
	return response?.status();
}

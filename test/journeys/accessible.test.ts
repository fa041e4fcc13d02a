import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { corePageRoutes } from '../../src/host/page-routes.ts';
import { browse } from '../harness/browser.ts';
import { startTestHub, type TestHub } from '../harness/test-hub.ts';
import { lookAt } from '../pages/look-at.ts';
import { createScene, type Scene } from '../pages/scene.ts';
import { visits, type Visit } from '../pages/visits.ts';

let hub: TestHub;
let scene: Scene;
const windows = new Map<string, Promise<Page>>();

beforeAll(async () => {
	hub = await startTestHub();
	scene = await createScene(hub);
});

test('every page of the core and of the plugins is looked at', () => {
	const ofPlugins = hub.app.host.plugins.flatMap(({ folder, manifest }) =>
		manifest.contributes.pages.map((page) => ({ ...page, file: join(folder, page.entry) })),
	);
	const pages = ofPlugins.filter(isDocument);

	expect(Object.keys(visits).sort()).toEqual([...corePageRoutes, ...pages].map(({ route }) => route).sort());
});

describe.each(Object.entries(visits))('%s', (_, looks) => {
	test.each(looks.map((look, index) => [index + 1, look.who, look] as const))(
		'has no fault that axe finds, in every theme, at 1440, 768, 390 and 320 pixels (%i: %s)',
		async (_index, _who, look) => {
			const page = await windowOf(look.who);
			const status = await open(page, look);

			const faults = await lookAt(page);

			expect([...(status === look.status ? [] : [`status ${status}`]), ...faults]).toEqual([]);
		},
		120_000,
	);
});

/** A page, not an address that sends a file or a piece of a page. */
function isDocument({ file }: { readonly file: string }): boolean {
	return file.endsWith('.astro') && !readFileSync(file, 'utf8').includes('export const partial = true');
}

/** One for each person, for all their visits. */
function windowOf(who: Visit['who']): Promise<Page> {
	const found = windows.get(who) ?? browse(hub, who);
	windows.set(who, found);
	return found;
}

async function open(page: Page, { path, act }: Visit): Promise<number | undefined> {
	await page.setViewportSize({ width: 1440, height: 900 });
	const response = await page.goto(path(scene));
	await act?.(page);
	return response?.status();
}

import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { discoverPlugins } from '../../src/host/discover-plugins.ts';
import { corePageRoutes } from '../../src/host/page-routes.ts';
import { createTestApp } from '../../test/harness/test-app.ts';
import { root } from '../../test/harness/test-config.ts';
import { takeFigures } from './figures.ts';
import type { OpenPage, ShownFigure } from './handbook.ts';
import { createHandbookFiles } from './handbook-files.ts';

const folder = join(root, 'content', 'handbook');
const { app } = await createTestApp({ plugins: ['handbook'] });
const handbook = await app.host.use('handbook');

test('every page is found at its address, in every language, and is rendered', async () => {
	for (const language of ['de', 'de-simple', 'en']) {
		for (const chapter of await handbook.chapters(language)) {
			for (const { url, title } of chapter.pages) {
				const [, , slug = '', name = ''] = url.split('/');
				const page = await handbook.open(language, slug, name);

				expect(page).toMatchObject({ url, title, chapter: { slug } });
				expect(htmlOf(page)).toMatch(/^<(?:p|h2|ol)/);
			}
		}
	}
});

test('every link leads to a page that is there', async () => {
	const pages = await openAll();
	const ofPlugins = discoverPlugins(root).plugins.flatMap(({ manifest }) => manifest.contributes.pages);
	const routes = [...corePageRoutes, ...ofPlugins].map(({ route }) => route);
	const known = new Set([...pages.map(({ url }) => url), ...routes]);

	const broken = pages.flatMap((page) =>
		[...htmlOf(page).matchAll(/href="(\/[^"#]*)/g)]
			.map(([, target = '']) => target)
			.filter((target) => !known.has(target))
			.map((target) => `${page.url} → ${target}`),
	);

	expect(broken).toEqual([]);
});

test('no text holds a place that would depend on the reader', async () => {
	const files = await createHandbookFiles(folder, console).all();

	const renditions = await Promise.all(files.map(({ body }) => app.content.preview(body)));

	expect(renditions.flatMap(({ slots }) => slots)).toEqual([]);
});

test('a page that a language lacks is shown in German', async () => {
	const english = await handbook.open('en', 'reading', 'sign-in');
	const fallback = await handbook.open('de-simple', 'writing', 'markdown');

	expect(english).toMatchObject({ language: 'en', languages: ['de', 'de-simple', 'en'] });
	expect(fallback).toMatchObject({ language: 'de', languages: ['de', 'en'] });
});

test('the pages follow each other across chapters', async () => {
	const chapters = await handbook.chapters('de');
	const pages = chapters.flatMap((chapter) => chapter.pages);
	const followed = [];
	for (let next = pages[0] ?? null; next;) {
		const [, , slug = '', name = ''] = next.url.split('/');
		const page = await handbook.open('de', slug, name);
		followed.push(page.url);
		next = page.next;
	}

	expect(chapters.map(({ slug }) => slug)).toEqual([
		'reading',
		'writing',
		'administration',
		'operation',
		'plugins',
	]);
	expect(followed).toEqual(pages.map(({ url }) => url));
});

test.each([
	['reading', 'nothing'],
	['nothing', 'sign-in'],
	['reading', '_chapter'],
	['..', 'sign-in'],
])('%s/%s is not there', async (chapter, name) => {
	await expect(handbook.open('de', chapter, name)).rejects.toMatchObject({ code: 'request.notFound' });
});

test('every picture of a text is there, is described, and is no larger than a page should load', async () => {
	const files = await createHandbookFiles(folder, console).all();
	const unreadable = files.filter(({ body }) =>
		takeFigures(body)
			.text.replace(/`[^`]*`/g, '')
			.includes('!['),
	);
	const shown = (await openAll()).flatMap(figuresOf);

	for (const { name, alt, caption, width } of shown) {
		const { bytes } = await handbook.picture(name);
		expect(bytes.length, name).toBeLessThan(100_000);
		expect([alt.length > 20, caption.length > 5, width >= 390], name).toEqual([true, true, true]);
	}
	expect(unreadable.map(({ chapter, name }) => `${chapter}/${name}`)).toEqual([]);
	expect(new Set(shown.map(({ name }) => name)).size).toBeGreaterThan(10);
});

test('every picture that is kept is shown', async () => {
	const shown = new Set((await openAll()).flatMap(figuresOf).map(({ name }) => name));

	expect(readdirSync(join(folder, 'images')).filter((name) => !shown.has(name))).toEqual([]);
});

test.each([
	'../de/reading/home.md',
	'..%2fREADME.md',
	'home',
	'home.svg',
	'Home.webp',
	'.webp',
	'gibt-es-nicht.webp',
])('%s is no picture', async (name) => {
	await expect(handbook.picture(name)).rejects.toMatchObject({ code: 'request.notFound' });
});

async function openAll() {
	const pages = [];
	for (const language of ['de', 'de-simple', 'en']) {
		for (const { slug, pages: entries } of await handbook.chapters(language)) {
			for (const { url } of entries) {
				const page = await handbook.open(language, slug, url.split('/')[3] ?? '');
				pages.push(page);
			}
		}
	}
	return pages;
}

function htmlOf({ parts }: OpenPage): string {
	return parts.map((part) => ('html' in part ? part.html : '')).join('');
}

function figuresOf({ parts }: OpenPage): readonly ShownFigure[] {
	return parts.flatMap((part) => ('figure' in part ? [part.figure] : []));
}

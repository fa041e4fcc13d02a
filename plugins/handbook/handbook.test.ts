import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createTestApp } from '../../test/harness/test-app.ts';
import { root } from '../../test/harness/test-config.ts';
import { createHandbookFiles } from './handbook-files.ts';

const { app } = await createTestApp({ plugins: ['handbook'] });
const handbook = await app.host.use('handbook');

test('every page is found at its address, in every language, and is rendered', async () => {
	for (const language of ['de', 'de-simple', 'en']) {
		for (const chapter of await handbook.chapters(language)) {
			for (const { url, title } of chapter.pages) {
				const [, , slug = '', name = ''] = url.split('/');
				const page = await handbook.open(language, slug, name);

				expect(page).toMatchObject({ url, title, chapter: { slug } });
				expect(page.html).toMatch(/^<(?:p|h2|ol)/);
			}
		}
	}
});

test('every link leads to a page that is there', async () => {
	const pages = await openAll();
	const known = new Set(pages.map(({ url }) => url));

	const broken = pages.flatMap(({ url, html }) =>
		[...html.matchAll(/href="(\/[^"#]*)/g)]
			.map(([, target = '']) => target)
			.filter((target) => !known.has(target))
			.map((target) => `${url} → ${target}`),
	);

	expect(broken).toEqual([]);
});

test('no text holds a place that would depend on the reader', async () => {
	const files = await createHandbookFiles(join(root, 'content', 'handbook'), console).all();

	const renditions = await Promise.all(files.map(({ body }) => app.content.preview(body)));

	expect(renditions.flatMap(({ slots }) => slots)).toEqual([]);
});

test('a page that a language lacks is shown in German', async () => {
	const english = await handbook.open('en', 'reading', 'sign-in');
	const fallback = await handbook.open('en', 'writing', 'markdown');

	expect(english).toMatchObject({ language: 'en', languages: ['de', 'de-simple', 'en'] });
	expect(fallback).toMatchObject({ language: 'de', languages: ['de'] });
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

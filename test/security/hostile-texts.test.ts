import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { hostileTexts } from '../../src/content/markdown/hostile-texts.ts';
import { browse } from '../harness/browser.ts';
import { startTestHub, type TestHub } from '../harness/test-hub.ts';

const markup = hostileTexts.filter(
	(text) => /[<>"'`&]/.test(text) && text.trim() === text && !/[\0-\x1f]/.test(text),
);
const payloads = markup.slice(0, 60);
/** Short enough for a synonym, and with a word in them. */
const synonyms = markup.filter((text) => text.length <= 80 && /\p{L}{2}/u.test(text)).slice(0, 12);

let hub: TestHub;
let item: { id: string; url: string };
let groupId: string;
let messages: { reportId: string; requestId: string };

beforeAll(async () => {
	hub = await startTestHub();
	const { app, as, network, seed } = hub;
	const pick = (index: number) => payloads[index % payloads.length] ?? '';
	for (const [index, title] of payloads.entries()) {
		await seed.item({
			title: title.slice(0, 200),
			summary: pick(index + 1),
			body: pick(index + 2),
			audience: ['network'],
		});
	}
	const collectionId = await seed.collection(pick(3));
	item = await seed.item({
		title: pick(4),
		summary: pick(5),
		body: `${payloads.join('\n\n')}\n\n{{organisation.hotline}} {{organisation.name}}`,
		fields: {
			appliesTo: pick(6),
			steps: payloads
				.slice(0, 20)
				.map((text) => ({ title: text.slice(0, 200), text, role: text.slice(0, 100) })),
			forms: [{ title: pick(7), url: 'https://partner.example/"onmouseover="alert(1)' }],
		},
		collectionId,
		audience: ['network'],
	});
	await as.author.execute('content.setProperties', {
		itemId: item.id,
		tags: payloads.slice(0, 10).map((text) => text.slice(0, 60)),
		responsiblePersonId: network.people.author,
	});
	const organisationId = network.alpha;
	await as.admin.execute('accounts.changeOrganisation', { organisationId, name: pick(8), shortName: '<b>' });
	await as.admin.execute('accounts.setOrganisationField', {
		organisationId,
		name: 'hotline',
		value: pick(9),
	});
	await as.admin.execute('accounts.addSite', {
		organisationId,
		name: pick(10),
		address: pick(11),
		phone: '<b>1</b>',
	});
	const group = await as.admin.execute('accounts.createGroup', { organisationId, name: pick(12) });
	groupId = String(group.id);
	await as.admin.execute('directory.addContact', {
		organisationId,
		name: pick(13),
		topic: pick(14),
		personId: network.people.author,
	});
	await as.admin.execute('search.saveSynonyms', { organisationId, terms: synonyms.join('\n') });
	await as.reader.execute('search.reportMiss', { text: '<img src=x onerror=alert(1)> unauffindbar' });
	await as.reader.execute('favourites.add', { itemId: item.id });
	await as.networkAdmin.execute('settings.changeNetwork', {
		key: 'network.name',
		value: pick(15).slice(0, 80),
	});
	await app.database.transaction((transaction) =>
		transaction
			.updateTable('people')
			.set({ name: pick(16) })
			.where('id', '=', network.people.author)
			.execute(),
	);
	await as.author.execute('accounts.createToken', { name: pick(17), scope: 'read' });
	messages = await writeMessages(pick);
});

/** Reports, requests for access, legal pages and reported barriers, answered and unanswered. */
async function writeMessages(pick: (index: number) => string): Promise<typeof messages> {
	const { as, seed } = hub;
	const own = await seed.item({ title: pick(18), owner: 'beta', audience: ['own'] });
	const report = async () => {
		const [text, passage] = [payloads.join('\n').slice(0, 5000), pick(20)];
		const { id } = await as.reader.execute('feedback.reportMistake', {
			itemId: item.id,
			language: 'de',
			text,
			passage,
		});
		return String(id);
	};
	const reportId = await report();
	await as.author.execute('feedback.answerReport', { reportId, text: pick(21) });
	await report();
	await as.reader.execute('feedback.requestAccess', { address: `/i/${own.id}`, text: pick(22) });
	await as.reader.execute('feedback.requestAccess', { address: '/i/"><img src=x onerror=alert(1)>' });
	const { requests } = await (
		await hub.app.host.use('feedback')
	).received((await as.foreignAdmin.visit()).actor);
	const body = `${payloads.join('\n\n')}\n\n[bitte ausfüllen: <img src=x onerror=alert(1)>]`;
	const text = { page: 'imprint', language: 'de', body, expectedUpdatedAt: 0 };
	await as.networkAdmin.execute('legal.changeNetworkText', text);
	await as.admin.execute('legal.changeOrganisationText', { ...text, organisationId: hub.network.alpha });
	for (const index of [23, 24, 25]) {
		await as.anonymous.execute('legal.reportBarrier', {
			text: pick(index),
			address: pick(index + 1).slice(0, 500),
			contact: pick(index + 2).slice(0, 320),
		});
	}
	return { reportId, requestId: requests[0]?.id ?? '' };
}

const pages: readonly (readonly [
	'admin' | 'author' | 'reader' | 'networkAdmin' | 'foreignAdmin',
	() => string,
])[] = [
	['reader', () => '/'],
	['reader', () => '/procedures'],
	['reader', () => item.url],
	['reader', () => '/search?q=alert'],
	['reader', () => `/search?q=${encodeURIComponent('"><img src=x onerror=alert(1)>')}`],
	['reader', () => '/favourites'],
	['reader', () => `/i/${item.id}/qr`],
	['reader', () => `/offline/looks?id=${item.id}`],
	['reader', () => `/search?q=${encodeURIComponent(synonyms[0] ?? '')}`],
	['reader', () => '/directory'],
	['reader', () => '/directory/alpha'],
	['reader', () => '/more'],
	['author', () => '/settings'],
	['author', () => '/settings/tokens'],
	['author', () => '/drafts'],
	['author', () => '/collections'],
	['author', () => '/content/new?type=procedure'],
	['author', () => `/content/${item.id}/edit`],
	['author', () => `/content/${item.id}/properties`],
	['author', () => `/content/${item.id}/history`],
	['author', () => '/problems'],
	['admin', () => `/content/${item.id}/access`],
	['admin', () => '/admin'],
	['admin', () => '/admin/people'],
	['admin', () => `/admin/people/${hub.network.people.author}`],
	['admin', () => `/admin/people/${hub.network.people.author}/handover`],
	['admin', () => `/admin/people/${hub.network.people.author}/erase`],
	['admin', () => '/admin/groups'],
	['admin', () => `/admin/groups/${groupId}`],
	['admin', () => '/admin/synonyms?organisation=alpha'],
	['admin', () => '/admin/searches?organisation=alpha'],
	['admin', () => '/admin/legal/imprint?organisation=alpha'],
	['admin', () => '/admin/organisation'],
	['admin', () => '/admin/permissions'],
	['admin', () => '/admin/plugins'],
	['admin', () => '/admin/settings'],
	['admin', () => '/admin/audit'],
	['networkAdmin', () => '/admin/network'],
	['reader', () => '/feedback'],
	['reader', () => '/feedback/sent'],
	['author', () => '/feedback'],
	['author', () => `/feedback/reports/${messages.reportId}`],
	['reader', () => `/feedback/reports/${messages.reportId}`],
	['reader', () => `/feedback/requests/${messages.requestId}`],
	['foreignAdmin', () => `/feedback/requests/${messages.requestId}`],
	['author', () => `/feedback/items/${item.id}`],
	[
		'reader',
		() => `/feedback/items/${item.id}/new?passage=${encodeURIComponent('"><script>alert(1)</script>')}`,
	],
	['reader', () => `/feedback/access?address=${encodeURIComponent('/i/"><script>alert(1)</script>')}`],
	['reader', () => '/i/x"><img src=x onerror=alert(1)>'],
	['reader', () => '/legal/imprint'],
	['reader', () => '/legal/imprint?organisation='],
	['networkAdmin', () => '/admin/legal?organisation=*'],
	['networkAdmin', () => '/admin/legal/imprint?organisation=*'],
	['reader', () => `/sign-in?next=${encodeURIComponent('javascript:alert(1)')}`],
	['reader', () => '/gibt-es-nicht?"><script>alert(1)</script>'],
	['reader', () => '/settings?done=<script>alert(1)</script>'],
];

describe('hostile names, titles and texts', () => {
	test('there are enough of them', () => {
		expect(payloads.length).toBeGreaterThanOrEqual(50);
	});

	test.each(pages.map(([who, path], index) => [index, who, path] as const))(
		'are text on page %i, for %s',
		async (_, who, path) => {
			const page = await windowOf(who);

			await page.goto(path(), { waitUntil: 'domcontentloaded' });
			await page.mouse.move(400, 300);

			expect(await injectedElements(page)).toEqual([]);
		},
	);

	test('are text in the palette', async () => {
		const page = await windowOf('reader');
		await page.goto('/');

		await page.keyboard.press('Control+k');
		await page.keyboard.type('alert');
		await page.locator('[role=option]').first().waitFor();

		expect(await injectedElements(page)).toEqual([]);
		await page.keyboard.press('Escape');
	});

	test('are text on a device without network', async () => {
		const page = await browse(hub, 'reader');
		await page.goto(item.url);
		await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
		await page.click('keep-item [data-act=keep]');
		await page.locator('keep-item [data-act=release]').waitFor();
		await page.context().setOffline(true);

		await page.goto(item.url);
		await page.waitForSelector('.step');
		const article = await injectedElements(page);
		await page.goto('/offline');
		await page.waitForSelector('.feed-title');

		expect([...article, ...(await injectedElements(page))]).toEqual([]);
		await page.context().close();
	});

	test('are text in what a conflict says', async () => {
		const organisationId = hub.network.alpha;
		const value = '"><img src=x onerror=alert(1)>';
		await hub.as.admin.execute('accounts.setOrganisationField', { organisationId, name: 'motto', value });

		const { status, text } = await hub.as.admin.post('/admin/organisation', {
			_command: 'accounts.setOrganisationField',
			_next: '/admin/organisation',
			organisationId,
			name: 'motto',
			value: '<script>alert(2)</script>',
			expected: '<b>vorher</b>',
		});

		expect(status).toBe(409);
		const page = await windowOf('admin');
		await page.goto('/');
		const elements = await page.evaluate((html) => {
			const answer = new DOMParser().parseFromString(html, 'text/html');
			return [...answer.querySelectorAll('img[src=x], script:not([src])')].map(({ outerHTML }) => outerHTML);
		}, text);
		expect(elements).toEqual([]);
		expect(text.includes('Inzwischen steht hier')).toBe(true);
	});

	test('stand on the page as they were written', async () => {
		const page = await windowOf('reader');
		await page.goto(item.url);

		const text = await page.locator('main').innerText();

		for (const payload of payloads.slice(0, 20)) expect(text).toContain(payload.slice(0, 100));
	});
});

const windows = new Map<string, Promise<Page>>();

/** One window for each person, for all of their pages. */
function windowOf(who: (typeof pages)[number][0]): Promise<Page> {
	const open = windows.get(who) ?? browse(hub, who);
	windows.set(who, open);
	return open;
}

/** What no page of ours has: foreign scripts, handlers, frames, addresses that run. */
async function injectedElements(page: Page): Promise<string[]> {
	return page.evaluate(() =>
		[...document.querySelectorAll('*')]
			.filter(
				(element) =>
					element.matches(
						'script:not([src^="/_astro/"]), iframe, object, embed, base, marquee, [style], style',
					) ||
					// The editor sets an empty picture where a line has no text behind a node.
					element.matches(
						'img:not([src^="/"], .ProseMirror-separator:not([src])), video, audio, [autofocus]:not(input, textarea)',
					) ||
					element.matches('a[href^="javascript:" i], a[href^="data:" i], a[href^="vbscript:" i]') ||
					element.matches('form[action]:not([action^="/"]), form[action^="//"]') ||
					[...element.attributes].some(({ name }) => name.startsWith('on')),
			)
			.map((element) => element.outerHTML.slice(0, 200)),
	);
}
